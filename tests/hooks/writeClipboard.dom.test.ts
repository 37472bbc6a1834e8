import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { writeClipboard } from '../../src/hooks/writeClipboard.ts';

const rich = { 'text/plain': '**a**', 'text/html': '<b>a</b>', 'text/markdown': '**a**' };

/** What a browser's clipboard holds, by format. */
let held: Record<string, string> = {};

class Item {
  static supports = (format: string): boolean => format !== 'web text/markdown' || Item.takesMarkdown;
  static takesMarkdown = true;
  readonly formats: Record<string, Promise<Blob>>;
  constructor(formats: Record<string, Promise<Blob>>) {
    this.formats = formats;
  }
}

beforeEach(() => {
  held = {};
  Item.takesMarkdown = true;
  vi.stubGlobal('ClipboardItem', Item);
  vi.stubGlobal('navigator', {
    clipboard: {
      async write([item]: [Item]) {
        const texts = Object.entries(item.formats).map(
          async ([format, blob]) => [format, await (await blob).text()] as const,
        );
        held = Object.fromEntries(await Promise.all(texts));
      },
      writeText(text: string) {
        held = { 'text/plain': text };
        return Promise.resolve();
      },
    },
  });
});

afterEach(() => {
  Reflect.deleteProperty(document, 'execCommand');
});

/** Stands in for the command that jsdom lacks: fires its event at what has the focus. */
function stubCommand(): void {
  Object.defineProperty(document, 'execCommand', {
    configurable: true,
    value() {
      const event = new Event('copy', { bubbles: true, cancelable: true });
      const setData = (format: string, text: string) => (held[format] = text);
      document.activeElement?.dispatchEvent(Object.assign(event, { clipboardData: { setData } }));
      return true;
    },
  });
}

describe('the clipboard', () => {
  test('[M60] gets all formats at once, also when they are still being made', async () => {
    expect(await writeClipboard(rich)).toBe(true);
    expect(held).toEqual({ 'text/plain': '**a**', 'text/html': '<b>a</b>', 'web text/markdown': '**a**' });
    held = {};
    expect(await writeClipboard(Promise.resolve(rich))).toBe(true);
    expect(Object.keys(held)).toHaveLength(3);
  });

  test('[M60] gets no format that the browser does not take', async () => {
    Item.takesMarkdown = false;
    await writeClipboard(rich);
    expect(Object.keys(held)).toEqual(['text/plain', 'text/html']);
  });

  test('[M60] gets plain text when there is nothing else, or when the browser refuses the rest', async () => {
    expect(await writeClipboard({ 'text/plain': 'a' })).toBe(true);
    expect(held).toEqual({ 'text/plain': 'a' });
    expect(await writeClipboard(Promise.resolve({ 'text/plain': 'b' }))).toBe(true);
    expect(held).toEqual({ 'text/plain': 'b' });
  });

  test('[M60] gets all formats without the clipboard API too', async () => {
    vi.stubGlobal('navigator', {});
    stubCommand();
    const done = writeClipboard(rich);
    // Before anything else runs: later the browser would refuse.
    expect(held).toEqual(rich);
    expect(await done).toBe(true);
  });

  test('[U9] a copy that cannot be made is told', async () => {
    expect(await writeClipboard(Promise.reject(new Error('The server is gone.')))).toBe(false);
  });
});
