import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { Markdown } from '../../src/markdown/Markdown.tsx';

function draw(text: string, options: { open?: boolean; headingOffset?: number } = {}): HTMLElement {
  return render(<Markdown text={text} open={false} {...options} />).container;
}

describe('Markdown', () => {
  test('[M1] raw HTML is drawn as text', () => {
    const page = draw('a <b>bold</b> <img src=x onerror=alert(1)>\n\n<div onclick="x">in</div>');
    expect(page).toHaveTextContent('a <b>bold</b> <img src=x onerror=alert(1)><div onclick="x">in</div>');
    expect(page.querySelector('b, img, [onclick]')).toBeNull();
  });

  test('[M2] paragraphs, emphasis, code, rules, quotes and hard breaks are their elements', () => {
    const page = draw('**a** *b* ~~c~~ `d`  \ne\n\n---\n\n> f');
    for (const [tag, text] of Object.entries({ strong: 'a', em: 'b', del: 'c', code: 'd', 'blockquote > p': 'f' })) {
      expect(page.querySelector(tag)).toHaveTextContent(text);
    }
    expect(page.querySelector('p > br')).not.toBeNull();
    expect(page.querySelector('hr')).not.toBeNull();
  });

  test('[M2] lists nest, keep their first number and draw tasks as boxes that say their state', () => {
    const page = draw('3. a\n   - b\n4. c\n\ntext\n\n- [x] done it\n- [ ] do *it*\n- [link]');
    expect(page.querySelector('ol')).toHaveAttribute('start', '3');
    expect(page.querySelector('ol > li > ul > li')).toHaveTextContent('b');
    expect(screen.getByRole('checkbox', { name: 'Done' })).toBeChecked();
    expect(screen.getByRole('checkbox', { name: 'To do' })).not.toBeChecked();
    expect(screen.getByText('[link]')).toBeInTheDocument();
  });

  test('[M2] tables have header cells, written alignments and numbers at the end', () => {
    draw('| Name | Count | Note |\n| :-: | --- | --- |\n| a | 1,200 | x |\n| b | n/a | y |');
    const table = screen.getByRole('table');
    expect(
      within(table)
        .getAllByRole('columnheader')
        .map((cell) => cell.className),
    ).toEqual(['md-center', 'md-end', 'md-start']);
    expect(within(table).getByRole('cell', { name: 'n/a' })).toHaveClass('md-end');
  });

  test('[M2] a column without a name has no header', () => {
    draw('| | Count |\n| --- | --- |\n| a | 1 |');
    const table = screen.getByRole('table');
    expect(within(table).getAllByRole('columnheader')).toHaveLength(1);
    expect(table.querySelectorAll('thead td')).toHaveLength(1);
  });

  test('[M3] headings begin one level below the heading that names the reply, and never skip one', () => {
    draw('### a\n\n# b\n\n#### c\n\n##### d\n\n## e\n\n> # f');
    const levels = screen.getAllByRole('heading').map((heading) => `${heading.tagName} ${heading.textContent}`);
    expect(levels).toEqual(['H3 a', 'H3 b', 'H4 c', 'H5 d', 'H4 e', 'H3 f']);
  });

  test('[M3] headings look as large as they were written, and end at level six', () => {
    draw('### a\n\n#### b\n\n##### c\n\n###### d', { headingOffset: 4 });
    expect(screen.getAllByRole('heading').map((heading) => [heading.tagName, heading.className])).toEqual([
      ['H5', 'md-h3'],
      ['H6', 'md-h4'],
      ['H6', 'md-h5'],
      ['H6', 'md-h6'],
    ]);
  });

  test.each([
    '**中文。**后文',
    '这是**「引用」**文字',
    '前**（注）**后',
    '*强调！*后',
    '**한국어(Korean)**는',
    '**bold:**text',
    '~~删除。~~后',
  ])('[M4] emphasis works beside punctuation without spaces: %s', (text) => {
    expect(draw(text).querySelector('strong, em, del')).not.toBeNull();
    expect(draw(text)).not.toHaveTextContent(/[*~]/);
  });

  test.each(['2 * 3 * 4', 'a ** b ** c', 'snake_case_name', '**'])('[M4] loose marks stay text: %s', (text) => {
    expect(draw(text)).toHaveTextContent(text);
    expect(draw(text).querySelector('strong, em')).toBeNull();
  });

  test('[M5] a link opens in a new tab and gives nothing away', () => {
    draw('[docs](https://a.example/x "title") <mailto:a@b.example>');
    const link = screen.getByRole('link', { name: 'docs' });
    expect(link).toHaveAttribute('href', 'https://a.example/x');
    expect(link).toHaveAttribute('target', '_blank');
    expect(link).toHaveAttribute('rel', 'noopener noreferrer nofollow');
    expect(screen.getByRole('link', { name: 'mailto:a@b.example' })).toHaveAttribute('href', 'mailto:a@b.example');
  });

  test('[M5] relative links, anchors and other schemes are text', () => {
    const page = draw('[one](/settings) [two](#top) [three](javascript:alert(1)) [four][x]\n\n[x]: ./y');
    expect(screen.queryByRole('link')).toBeNull();
    expect(page).toHaveTextContent('one two three four');
  });

  test('[M6] a link whose text names another host shows the true one as part of its name', () => {
    draw('[paypal.com](https://evil.example/x)');
    expect(screen.getByRole('link', { name: 'paypal.com (evil.example)' })).toBeInTheDocument();
  });

  test('[M7] an image is a button that opens it in a new tab, and nothing is loaded', async () => {
    const open = vi.spyOn(window, 'open').mockReturnValue(null);
    const page = draw('![a chart](https://img.example/c.png)');
    expect(page.querySelector('img')).toBeNull();
    expect(page).toHaveTextContent('a chart');
    await userEvent.click(screen.getByRole('button', { name: 'Open image from img.example' }));
    expect(open).toHaveBeenCalledWith('https://img.example/c.png', '_blank', 'noopener,noreferrer');
  });

  test('[M7] an image without an address of the web is its description, and so is one inside a link', () => {
    const page = draw(
      '![one](data:image/png;base64,AAAA) [![two](https://img.example/b.svg)](https://ci.example) ![](x.png)',
    );
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByRole('link', { name: 'two' })).toHaveAttribute('href', 'https://ci.example/');
    expect(page).toHaveTextContent('one two Image');
  });

  test('[M8] hidden characters are drawn as marks with their names', () => {
    const page = draw('a\u{E0041}b\n\n```c\nx \u202E y\n```\n\n`i\u2066`');
    const marks = [...page.querySelectorAll('.md-mark')].map((mark) => mark.getAttribute('data-mark'));
    expect(marks).toEqual(['U+E0041', 'U+202E', 'U+2066']);
    expect(page.textContent).not.toContain('\u{E0041}');
    expect(page.textContent).toContain('x \u202E y');
  });

  test('[M8] a flood of hidden characters is drawn with few marks, and can still be seen', () => {
    const page = draw(`${'\u0001a'.repeat(500)}\u{E0041}`);
    expect(page.querySelectorAll('.md-mark')).toHaveLength(32);
    expect(page.textContent.match(/\uFFFD/g)).toHaveLength(500 - 32 + 1);
    expect(page.textContent.replaceAll(/[^a]/g, '')).toHaveLength(500);
  });

  test('[M9] every block finds its own direction; code is always left to right', () => {
    const page = draw('# a\n\nb `c`\n\n- ד\n\n> ה\n\n```\nf\n```\n\n| g |\n|---|\n| h |');
    for (const selector of ['h3', 'p', 'li > p', 'th', 'td']) {
      expect(page.querySelector(selector)).toHaveAttribute('dir', 'auto');
    }
    for (const selector of ['ul', 'blockquote']) expect(page.querySelector(selector)).toHaveAttribute('dir', 'rtl');
    for (const code of page.querySelectorAll('code')) expect(code.closest('[dir]')).toHaveAttribute('dir', 'ltr');
  });

  test('[M17] math shows its source without dollar signs; prices stay text', () => {
    const page = draw('$x^2$ and \\(y\\) cost $5 and $10, US$3\n\n$$\na\n+ b\n$$\n\n\\[ z \\]');
    expect([...page.querySelectorAll('.md-math')].map((math) => math.textContent)).toEqual(['x^2', 'y', 'a\n+ b', 'z']);
    expect(page).toHaveTextContent('cost $5 and $10, US$3');
  });

  test('[M19] an element of a reply has no id, no style and no name', () => {
    const page = draw(
      '# root\n\n| a |\n|:-:|\n| b |\n\n[x](https://a.example)\n\n- [x] t\n\n```js\nx\n```\n\ny[^1]\n\n[^1]: z',
    );
    expect(page.querySelector('[id], [style], [name]')).toBeNull();
  });

  test('[M52] groups of blocks that are final may stay out of the layout and keep their height', async () => {
    vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(321);
    const text = Array.from({ length: 60 }, (_, at) => `paragraph ${at}`).join('\n\n');
    const view = render(<Markdown text={text} open />);
    const groups = [...view.container.querySelectorAll<HTMLElement>('.md-group')];
    const state = () =>
      groups.map((group) => [group.hasAttribute('data-sealed'), group.style.containIntrinsicBlockSize]);
    // What was never laid out has the height of 24 lines and the gaps between them.
    const guessed = [true, `auto ${24 * (26 + 12)}px`];
    expect(state()).toEqual([guessed, guessed, [false, '']]);
    view.rerender(<Markdown text={`${text}\n\n${text}`} open={false} />);
    await vi.waitFor(() => expect(state()).toEqual([guessed, guessed, [true, 'auto 321px']]));
  });

  test('[M53] an alert is a note with its name', () => {
    const page = draw('> [!WARNING]\n> Mind **this**.');
    const note = screen.getByRole('note');
    expect(note).toHaveAttribute('data-alert', 'warning');
    expect(note).toHaveTextContent('WarningMind this.');
    expect(page.querySelector('blockquote')).toBeNull();
  });

  test('[M20] a bare address is a link only with its scheme', () => {
    draw('See https://a.example/x_y, main.py, README.md, www.b.example, a@b.example and ftp://c.example.');
    expect(screen.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['https://a.example/x_y']);
  });
});
