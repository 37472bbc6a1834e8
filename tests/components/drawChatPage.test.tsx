import { expect, test } from 'vitest';
import { drawChatPage } from '../../src/components/data/drawChatPage.tsx';
import { hostileReplies } from '../markdown/hostileReplies.ts';

async function pageOf(...answers: readonly string[]): Promise<Document> {
  const turns = answers.flatMap((text) => [
    { role: 'user' as const, speaker: 'You', text: 'A <b>question</b>\nof two lines' },
    { role: 'assistant' as const, speaker: 'Assistant (m)', text },
  ]);
  const html = await drawChatPage({ title: 'A <title> & more', turns }).text();
  return new DOMParser().parseFromString(html, 'text/html');
}

test('[I7] a chat is a page with each turn under a heading, drawn as in the chat', async () => {
  const page = await pageOf(
    '# One\n\nSome **bold**, `code`, $x^2$.\n\n- a\n- b\n\n```ts\nlet a = 1 < 2;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |',
  );
  expect(page.title).toBe('A <title> & more');
  expect([...page.querySelectorAll('article > h2')].map((heading) => heading.textContent)).toEqual([
    'You',
    'Assistant (m)',
  ]);
  expect(page.querySelector('article div')?.innerHTML).toBe('<p>A &lt;b&gt;question&lt;/b&gt;<br>of two lines</p>');
  expect(page.querySelector('h3')?.textContent).toBe('One');
  expect(page.querySelector('strong')?.textContent).toBe('bold');
  expect(page.querySelector('pre')?.textContent).toBe('let a = 1 < 2;');
  expect(page.querySelectorAll('li, td, th')).toHaveLength(6);
  expect(page.body.textContent).toContain('$x^2$');
  expect(page.querySelector('meta[http-equiv]')?.getAttribute('content')).toContain("default-src 'none'");
});

test('[I7] no hostile reply brings anything into the page but text and links', async () => {
  const page = await pageOf(...hostileReplies.filter(({ cls }) => cls !== 'dos').map(({ text }) => text));
  expect(
    page.querySelectorAll('body :is(script, style, link, iframe, object, embed, form, img, video, svg, base, meta)'),
  ).toHaveLength(0);
  const attributes = [...page.body.querySelectorAll('*')].flatMap((element) => element.getAttributeNames());
  expect([...new Set(attributes)].toSorted()).toEqual(['dir', 'href']);
  for (const link of page.body.querySelectorAll('a')) expect(link.protocol).toMatch(/^(?:https?|mailto):$/);
});
