import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { boxLines, CodeSheet } from '../../../src/markdown/code/CodeSheet.ts';
import { Highlighter } from '../../../src/markdown/code/Highlighter.ts';
import { FakeHighlightWorker } from './FakeHighlightWorker.ts';

let workers: FakeHighlightWorker[];
let highlighter: Highlighter;

beforeEach(() => {
  workers = [];
  highlighter = new Highlighter(() => {
    const worker = new FakeHighlightWorker();
    workers.push(worker);
    return worker;
  });
});

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

function newSheet(text: string, growing = false): { host: HTMLElement; sheet: CodeSheet } {
  const host = document.createElement('code');
  document.body.append(host);
  const sheet = new CodeSheet(host);
  sheet.extend(text, growing);
  return { host, sheet };
}

/** Lets the newest worker answer all that it is asked. */
async function work(): Promise<void> {
  await workers.at(-1)?.answerAll();
}

describe('colouring', () => {
  test('[M25] colours complete lines while the text grows, and the last one at its end', async () => {
    const { host, sheet } = newSheet('let a;\nlet', true);
    highlighter.add(sheet, 'TypeScript');
    await work();
    const line = '<span class="md-tok-keyword">let</span> a;\n';
    expect(host.innerHTML).toBe(`<span class="md-code-lines md-growing">${line}let</span>`);
    sheet.extend('let a;\nlet b', true);
    sheet.extend('let a;\nlet b', false);
    await work();
    expect(host.innerHTML).toBe(`<span class="md-code-lines">${line}<span class="md-tok-keyword">let</span> b</span>`);
  });

  test('[M25] keeps what is coloured as the same nodes, and reads each line once', async () => {
    const lines = Array.from({ length: 3 * boxLines }, (_, at) => `const a${at} = "${at}";\n`);
    const { host, sheet } = newSheet('', true);
    highlighter.add(sheet, 'TypeScript');
    let asked = '';
    const seen = new Map<Node, string>();
    for (let count = 1; count <= lines.length; count += 1) {
      sheet.extend(lines.slice(0, count).join(''), true);
      for (const request of workers[0]?.requests ?? []) if (request.kind === 'read') asked += request.code;
      await work();
      for (const span of host.querySelectorAll('[class^=md-tok]')) seen.set(span, seen.get(span) ?? span.outerHTML);
    }
    expect(asked.length).toBeLessThanOrEqual(lines.join('').length);
    expect(seen.size).toBe(2 * lines.length);
    expect([...seen].filter(([node, html]) => !host.contains(node) || (node as Element).outerHTML !== html)).toEqual(
      [],
    );
    expect(host.textContent).toBe(lines.join(''));
  });

  test('[M25] leaves a selection where it is in the text', async () => {
    const { host, sheet } = newSheet('const a = "b";\nlet c', true);
    const text = sheet.boxes[0]?.end;
    if (text === undefined) throw new Error('the sheet is empty');
    getSelection()?.setBaseAndExtent(text, 18, text, 6);
    expect(String(getSelection())).toBe('a = "b";\nlet');
    highlighter.add(sheet, 'TypeScript');
    await work();
    expect(host.querySelectorAll('[class^=md-tok]')).toHaveLength(2);
    expect(String(getSelection())).toBe('a = "b";\nlet');
    expect(getSelection()?.focusOffset).toBe(1);
  });

  test('[M8] [M25] colours around marks and inside them', async () => {
    const { host, sheet } = newSheet(
      'const a = "x\u202Ey\u{E0041}"; // \u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}\nlet b',
    );
    const plain = host.textContent;
    highlighter.add(sheet, 'TypeScript');
    await work();
    const string = (inner: string) => `<span class="md-tok-string">${inner}</span>`;
    expect(host.querySelector('.md-code-lines')?.innerHTML).toContain(
      string('"x') +
        string('<bdi class="md-mark" data-mark="U+202E">\u202E</bdi>') +
        string('y') +
        string('<bdi class="md-mark" data-mark="U+E0041"></bdi>') +
        string('"'),
    );
    expect(host.textContent).toBe(plain);
    expect(host.querySelectorAll('.md-mark')).toHaveLength(2);
    expect(host.querySelectorAll('.md-tok-keyword')).toHaveLength(2);
  });

  test('[M8] [M25] changes no text however many marks there are', async () => {
    const { host, sheet } = newSheet('let a = "\u202E\u{E0041}x"; // \u0007\u0007\n'.repeat(300));
    const before = host.textContent;
    expect(host.querySelectorAll('.md-mark')).toHaveLength(500);
    highlighter.add(sheet, 'TypeScript');
    await work();
    expect(host.querySelectorAll('.md-mark')).toHaveLength(500);
    expect(host.querySelectorAll('.md-tok-keyword')).toHaveLength(300);
    expect(host.textContent).toBe(before);
    expect(before).toContain('\uFFFD');
  });

  test('[M25] serves the block that grows before those that are complete', async () => {
    const old = newSheet('let a\n'.repeat(300));
    const growing = newSheet('let b\n', true);
    highlighter.add(old.sheet, 'TypeScript');
    highlighter.add(growing.sheet, 'TypeScript');
    const worker = workers[0];
    await worker?.answerAll();
    growing.sheet.extend('let b\nlet c\n', true);
    expect(worker?.requests.at(-1)).toMatchObject({ kind: 'read', code: 'let c\n' });
  });

  test('[M26] leaves what is beyond 5,000 lines plain', async () => {
    const { host, sheet } = newSheet('let a\n'.repeat(5100));
    highlighter.add(sheet, 'TypeScript');
    await work();
    const coloured = host.querySelectorAll('.md-tok-keyword').length;
    expect(coloured).toBeGreaterThanOrEqual(5000);
    expect(coloured).toBeLessThan(5100);
    expect(host.textContent).toBe('let a\n'.repeat(5100));
  });
});

describe('a worker that fails', () => {
  test('[M26] cannot be started: code stays plain', () => {
    const broken = new Highlighter(() => {
      throw new Error('no workers here');
    });
    const { host, sheet } = newSheet('let a', true);
    broken.add(sheet, 'TypeScript');
    sheet.extend('let a;\nlet b;', false);
    expect(host.querySelector('[class^=md-tok]')).toBeNull();
    expect(host.textContent).toBe('let a;\nlet b;');
  });

  test('[M26] breaks: code stays plain from there on', () => {
    const { sheet } = newSheet('let a\n', true);
    highlighter.add(sheet, 'TypeScript');
    workers[0]?.dispatchEvent(new Event('error'));
    expect(workers[0]?.state).toBe('terminated');
    sheet.extend('let a\nlet b\n', true);
    highlighter.add(newSheet('let c').sheet, 'TypeScript');
    expect(workers).toHaveLength(1);
  });

  test('[M26] has no grammar: the block stays plain and nothing more is asked', async () => {
    const { host, sheet } = newSheet('a\n', true);
    highlighter.add(sheet, 'Klingon');
    await work();
    sheet.extend('a\nb\n', true);
    expect(workers[0]?.requests).toEqual([]);
    expect(host.textContent).toBe('a\nb\n');
  });

  test('[M26] fails in a block: only that one stays plain', async () => {
    const first = newSheet('let a\n');
    const second = newSheet('let b\n');
    highlighter.add(first.sheet, 'TypeScript');
    workers[0]?.say({ kind: 'loaded', language: 'TypeScript', known: true });
    highlighter.add(second.sheet, 'TypeScript');
    workers[0]?.say({ kind: 'failed' });
    await work();
    expect(first.host.querySelector('[class^=md-tok]')).toBeNull();
    expect(second.host.querySelector('.md-tok-keyword')).not.toBeNull();
  });

  test('[M26] hangs: it is replaced, the block stays plain, and others go on where they were', async () => {
    const hung = newSheet('let a\n', true);
    const other = newSheet('let b\n', true);
    highlighter.add(other.sheet, 'TypeScript');
    highlighter.add(hung.sheet, 'TypeScript');
    await work();
    const kept = other.host.querySelector('.md-tok-keyword');
    vi.useFakeTimers();
    hung.sheet.extend('let a\nlet x\n', true);
    other.sheet.extend('let b\nlet c\n', true);
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    expect(workers.map(({ state }) => state)).toEqual(['terminated', 'running']);
    await work();
    hung.sheet.extend('let a\nlet x\nlet y\n', false);
    await work();
    expect(hung.host.querySelectorAll('.md-tok-keyword')).toHaveLength(1);
    expect(other.host.querySelectorAll('.md-tok-keyword')).toHaveLength(2);
    expect(other.host.querySelector('.md-tok-keyword')).toBe(kept);
  });

  test('[M26] hangs twice in a language: it stays plain until the page is loaded anew', async () => {
    vi.useFakeTimers();
    for (const text of ['let a', 'let b', 'let c']) {
      highlighter.add(newSheet(text).sheet, 'TypeScript');
      workers.at(-1)?.say({ kind: 'loaded', language: 'TypeScript', known: true });
      vi.advanceTimersByTime(10_000);
    }
    vi.useRealTimers();
    expect(workers.map(({ state }) => state)).toEqual(['terminated', 'terminated']);
    const { host, sheet } = newSheet('a = "b" # c');
    highlighter.add(sheet, 'Python');
    await work();
    expect(host.querySelector('.md-tok-comment')).not.toBeNull();
  });

  test('[M25] is asked for nothing more once a block has left the page', async () => {
    const { host, sheet } = newSheet('let a\n', true);
    highlighter.add(sheet, 'TypeScript');
    await work();
    host.remove();
    sheet.extend('let a\nlet b\n', true);
    expect(workers[0]?.requests.map(({ kind }) => kind)).toEqual(['forget']);
  });
});
