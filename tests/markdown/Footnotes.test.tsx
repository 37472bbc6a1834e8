import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, test, vi } from 'vitest';
import { Markdown } from '../../src/markdown/Markdown.tsx';
import { startReply } from './growReply.tsx';

function draw(text: string): HTMLElement {
  return render(<Markdown text={text} open={false} />).container;
}

describe('footnotes', () => {
  test('[M54] stand at the end of their reply, in the order in which they are written, with their numbers in the text', () => {
    draw('One[^b] and two[^1].\n\n[^1]: first\n[^b]: second *text*\n\nend');
    const notes = within(screen.getByRole('region', { name: 'Footnotes' })).getAllByRole('listitem');
    expect(notes.map((note) => note.textContent)).toEqual(['first', 'second text']);
    expect(screen.getAllByRole('button', { name: /^Footnote/ }).map((mark) => mark.textContent)).toEqual(['2', '1']);
  });

  test('[M54] are reached from their mark and lead back to it, each within its own reply', async () => {
    const scroll = vi.fn<() => void>();
    Element.prototype.scrollIntoView = scroll;
    const text = 'text[^1]\n\n[^1]: note';
    render(
      <>
        <Markdown text={text} open={false} />
        <Markdown text={text} open={false} />
      </>,
    );
    const [, mark] = screen.getAllByRole('button', { name: 'Footnote 1' });
    const [, note] = screen.getAllByRole('listitem');
    if (mark === undefined || note === undefined) throw new Error('a reply has no footnote');
    await userEvent.click(mark);
    expect(note).toHaveFocus();
    await userEvent.click(within(note).getByRole('button', { name: 'Back to the text of footnote 1' }));
    expect(mark).toHaveFocus();
    expect(scroll).toHaveBeenCalledTimes(2);
  });

  test('[M54] a number is a mark before its footnote comes, any other label is text until then', () => {
    const reply = startReply('one[^1] two[^a] three [^a-z]\n\n');
    expect(reply.page).toHaveTextContent('one1 two[^a] three [^a-z]');
    expect(screen.queryByRole('button')).toBeNull();
    reply.grow('one[^1] two[^a] three [^a-z]\n\n[^a]: note\n[^1]: other');
    expect(reply.page.querySelector('p')).toHaveTextContent('one2 two1 three [^a-z]');
    expect(screen.getAllByRole('button', { name: /^Footnote/ })).toHaveLength(2);
  });

  test('[M54] the first of a label counts', () => {
    draw('a[^1]\n\n[^1]: first\n[^1]: again\n[^2]: other\n\nb[^2]');
    expect(screen.getAllByRole('button', { name: /^Footnote/ }).map((mark) => mark.textContent)).toEqual(['1', '3']);
  });
});
