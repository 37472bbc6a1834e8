import { act, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { Markdown } from '../../../src/markdown/Markdown.tsx';
import { MarkdownActionsContext, type MarkdownActions } from '../../../src/markdown/MarkdownActionsContext.ts';

/** Lays the page out: jsdom has no sizes, so the test says how wide boxes and their contents are. */
function layOut(sizes: { content: number; box: number }): { resize(content: number): void } {
  let { content } = sizes;
  const reports: (() => void)[] = [];
  vi.spyOn(Element.prototype, 'scrollWidth', 'get').mockImplementation(() => content);
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(sizes.box);
  class Observer implements ResizeObserver {
    constructor(report: ResizeObserverCallback) {
      reports.push(() => {
        report([], this);
      });
    }
    observe(): void {}
    unobserve(): void {}
    disconnect(): void {}
  }
  vi.stubGlobal('ResizeObserver', Observer);
  return {
    resize(width) {
      content = width;
      act(() => {
        for (const report of reports) report();
      });
    },
  };
}

describe('a code block', () => {
  test('[M15] shows its language by its common name', () => {
    const fence = (language: string) => `\`\`\`${language}\na\n\`\`\`\n\n`;
    const text = ['ts', 'weird-lang x=1', '', 'txt', 'INI', 'x'.repeat(30)].map(fence).join('');
    const { container } = render(<Markdown text={text} open={false} />);
    const names = Array.from(container.querySelectorAll('.md-code-language'), ({ textContent }) => textContent);
    expect(names).toEqual(['TypeScript', 'weird-lang', 'Text', 'Text', 'INI', 'x'.repeat(24)]);
  });

  test('[M15] hands its text to the copy action, without a last line break and without smuggled characters', async () => {
    const onCopy = vi.fn<MarkdownActions['onCopy']>();
    render(
      <MarkdownActionsContext value={{ onCopy, onCopyTable: vi.fn<MarkdownActions['onCopyTable']>() }}>
        <Markdown text={'```sh\nls -l\u{E0041}\n```'} open={false} />
      </MarkdownActionsContext>,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Copy code' }));
    expect(onCopy).toHaveBeenCalledExactlyOnceWith('ls -l', 'sh');
  });

  test('[M15] saves its text as a file that is named after its language and ends with a line break', async () => {
    const createObjectURL = vi.fn<(file: Blob) => string>(() => 'blob:code');
    vi.stubGlobal('URL', Object.assign(URL, { createObjectURL, revokeObjectURL: () => undefined }));
    const clicked: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
      clicked.push(`${this.download} ${this.href}`);
    });
    render(<Markdown text={'```py\nprint(1)\u{E0041}\n```'} open={false} />);
    await userEvent.click(screen.getByRole('button', { name: 'Download code' }));
    await waitFor(() => expect(clicked).toEqual(['code.py blob:code']));
    expect(await createObjectURL.mock.calls[0]?.[0].text()).toBe('print(1)\n');
  });

  test('[M15] has no copy button where nothing can copy', () => {
    render(<Markdown text={'```\na\n```'} open={false} />);
    expect(screen.queryByRole('button', { name: 'Copy code' })).toBeNull();
  });

  test('[M15] wraps long lines on demand and keeps doing so while it grows', async () => {
    const { rerender, container } = render(<Markdown text={'```\na'} open />);
    const toggle = screen.getByRole('button', { name: 'Wrap lines' });
    await userEvent.click(toggle);
    rerender(<Markdown text={'```\na\nb\n```\n\nend'} open />);
    expect(toggle).toHaveAttribute('aria-pressed', 'true');
    expect(container.querySelector('.md-code')).toHaveAttribute('data-wraps', 'true');
  });

  test('[M15] grows without replacing a node, so that a selection in it stays', () => {
    const lines = Array.from({ length: 130 }, (_, at) => `line ${at}`);
    const { rerender, container } = render(<Markdown text={'```\nline 0\nli'} open />);
    const first = container.querySelector('code span')?.firstChild;
    if (!(first instanceof Text)) throw new Error('the code block has no text');
    getSelection()?.setBaseAndExtent(first, 0, first, 6);
    for (let count = 2; count <= lines.length; count += 1) {
      rerender(<Markdown text={`\`\`\`\n${lines.slice(0, count).join('\n')}`} open />);
    }
    rerender(<Markdown text={`\`\`\`\n${lines.join('\n')}\n\`\`\`\n`} open={false} />);
    expect(container.querySelector('code span')?.firstChild).toBe(first);
    expect(getSelection()?.toString()).toBe('line 0');
    expect(container.querySelector('code')?.textContent).toBe(lines.join('\n'));
  });

  test('[M16] is a stop for the keyboard, with a name, only while it scrolls', () => {
    const layout = layOut({ content: 300, box: 400 });
    render(<Markdown text={'```ts\na\n```'} open={false} />);
    expect(screen.queryByRole('region')).toBeNull();
    layout.resize(900);
    expect(screen.getByRole('region', { name: 'Code, TypeScript' })).toHaveAttribute('tabindex', '0');
    layout.resize(300);
    expect(screen.queryByRole('region')).toBeNull();
  });

  test('[M16] so is a table', () => {
    const layout = layOut({ content: 900, box: 400 });
    render(<Markdown text={'| a |\n|---|\n| b |'} open={false} />);
    layout.resize(900);
    expect(screen.getByRole('region', { name: 'Table' })).toHaveAttribute('tabindex', '0');
  });
});
