import type { Turn } from '../../markdown/copy/flavours.ts';

/** The turns of a thread that are in the page. Of an answer only what is drawn as Markdown is its text; a question is text alone. */
export function turnsOf(thread: Element): Turn[] {
  return [...thread.querySelectorAll('article')].map((turn) => {
    const pages = [...turn.querySelectorAll('.md')];
    return {
      name: turn.querySelector('h2')?.textContent ?? '',
      pages: pages.length > 0 ? pages : [...turn.querySelectorAll('[data-reply-body]')],
    };
  });
}
