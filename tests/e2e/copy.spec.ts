import type { Page } from '@playwright/test';
import { reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test, type RunningRivulet } from './rivulet.ts';

test.beforeEach(async ({ context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
});

/** Asks in a new chat or, once one is there, in that, until this is answered. */
async function answer(page: Page, rivulet: RunningRivulet, text: string): Promise<void> {
  rivulet.models.serve('scripted', scriptModel(reply(text)));
  const chat = chatPage(page);
  if (page.url() === 'about:blank') await page.goto('/');
  await chat.ask('And *now*?');
  await chat.expectStatus('done');
}

/** All formats that the system's clipboard holds. */
function clipboard(page: Page): Promise<Record<string, string>> {
  return page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    const texts = (item?.types ?? []).map(async (type) => [type, await (await item?.getType(type))?.text()]);
    return Object.fromEntries(await Promise.all(texts)) as Record<string, string>;
  });
}

/** What a program gets that is pasted into: each format as it was written. */
async function pasted(page: Page): Promise<{ formats: Record<string, string>; html: string }> {
  await page.evaluate(() => {
    const field = document.createElement('div');
    field.contentEditable = 'true';
    field.id = 'other-program';
    field.addEventListener('paste', ({ clipboardData }) => {
      const formats = (clipboardData?.types ?? []).map((type) => [type, clipboardData?.getData(type)]);
      field.dataset['formats'] = JSON.stringify(Object.fromEntries(formats));
    });
    document.body.append(field);
    field.focus();
  });
  await page.keyboard.press('ControlOrMeta+V');
  return page.evaluate(() => {
    const field = document.getElementById('other-program');
    const html = field?.innerHTML ?? '';
    const formats = JSON.parse(field?.dataset['formats'] ?? '{}') as Record<string, string>;
    field?.remove();
    return { formats, html };
  });
}

/** Copies what is selected until the clipboard holds this: what writes copies is fetched with the first press, and until then they are the browser's own. */
async function copySelection(page: Page, copied: string): Promise<void> {
  await expect(async () => {
    await page.keyboard.press('ControlOrMeta+C');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(copied);
  }).toPass();
}

const text = '# Title\n\nSome **bold** [link](https://a.example/x).\n\n*  one\n*  two';
const html =
  '<h1>Title</h1><p>Some <strong>bold</strong> <a href="https://a.example/x">link</a>.</p><ul><li>one</li><li>two</li></ul>';

test('[M60] Copy of a reply puts Markdown as written and clean HTML on the clipboard', async ({ page, rivulet }) => {
  await answer(page, rivulet, text);
  const chat = chatPage(page);
  await chat.lastReply.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(chat.status).toHaveText('Copied');
  const held = await clipboard(page);
  expect(Object.keys(held).toSorted()).toEqual(['text/html', 'text/plain', 'web text/markdown']);
  expect(held).toMatchObject({ 'text/plain': text, 'web text/markdown': text });
  const { formats } = await pasted(page);
  expect(formats['text/plain']).toBe(text);
  // The browser puts it into a document of its own.
  expect(formats['text/html']).toContain(`<body>${html}</body>`);
});

test('[M60] without the clipboard API a copy has all formats too', async ({ page, rivulet }) => {
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'clipboard'));
  await answer(page, rivulet, text);
  const chat = chatPage(page);
  await chat.lastReply.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect(chat.status).toHaveText('Copied');
  const { formats } = await pasted(page);
  expect(formats).toMatchObject({ 'text/plain': text, 'text/markdown': text });
  expect(formats['text/html']).toContain(html);
});

test('[M62] a selection across two replies is their Markdown, and who said it', async ({ page, rivulet }) => {
  await answer(page, rivulet, 'First.\n\n- one **two**\n- three `four`');
  await answer(page, rivulet, '```ts\nlet a = 1;\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nLast words.');
  const chat = chatPage(page);
  await expect(chat.turns).toHaveCount(4);
  await page.getByText('First.').click();
  await page.evaluate(() => {
    const bold = document.querySelector('.md strong')?.firstChild;
    const last = document.querySelector('.md-table-frame + p')?.firstChild;
    if (bold && last) getSelection()?.setBaseAndExtent(bold, 0, last, 'Last'.length);
  });
  const markdown =
    '**Assistant said**\n\n- **two**\n- three `four`\n\n**You said**\n\nAnd *now*?\n\n**Assistant said**\n\n```ts\nlet a = 1;\n```\n\n| a | b |\n| ---: | ---: |\n| 1 | 2 |\n\nLast';
  await copySelection(page, markdown);
  const { formats } = await pasted(page);
  expect(formats['text/plain']).toBe(markdown);
  expect(formats['text/markdown']).toBe(markdown);
  expect(formats['text/html']).toContain('<ul><li><strong>two</strong></li><li>three <code>four</code></li></ul>');
  expect(formats['text/html']).not.toMatch(/class|style|button/);
});

test('[M62] a triple click copies a paragraph as words, and a field its own text', async ({ page, rivulet }) => {
  await answer(page, rivulet, 'Some **bold** `words`.\n\n> quoted');
  const chat = chatPage(page);
  await page.getByText('bold').click({ clickCount: 3 });
  await copySelection(page, 'Some bold words.');
  await chat.message.fill('typed **text**');
  await chat.message.selectText();
  await page.keyboard.press('ControlOrMeta+C');
  expect(await clipboard(page)).toEqual({ 'text/plain': 'typed **text**' });
});

test('[M64] Copy table is pasted as cells', async ({ page, rivulet }) => {
  await answer(page, rivulet, '| Name | Size |\n|---|---|\n| **a** | 5" |\n| b | 2 |\n\nend');
  const chat = chatPage(page);
  const button = chat.button('Copy table');
  await button.focus();
  await expect(button).toHaveCSS('opacity', '1');
  await button.press('Enter');
  await expect(chat.status).toHaveText('Copied');
  const { formats, html: cells } = await pasted(page);
  expect(formats['text/plain']).toBe('Name\tSize\na\t"5"""\nb\t2');
  expect(cells.match(/<t[hd][ >]/g)).toHaveLength(6);
  expect((await clipboard(page))['web text/markdown']).toContain('| Name | Size |');
});

test('[M65] Copy code is code everywhere', async ({ page, rivulet }) => {
  await answer(page, rivulet, '```ts\nif (a < b) {\n  c();\n}\n```');
  const chat = chatPage(page);
  await chat.button('Copy code').click();
  await expect(chat.status).toHaveText('Copied');
  const { formats } = await pasted(page);
  expect(formats['text/plain']).toBe('if (a < b) {\n  c();\n}');
  expect(formats['text/html']).toContain('<body><pre><code>if (a &lt; b) {\n  c();\n}</code></pre></body>');
});

test('[M64] a table leaves room for its button, on a phone too', async ({ page, rivulet }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  const row = `|${' a long column name |'.repeat(8)}`;
  await answer(page, rivulet, `${row}\n|${'---|'.repeat(8)}\n${row}\n\nend`);
  const sizes = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    button: document.querySelector('.md-table-frame > button')?.getBoundingClientRect().right ?? 0,
    table: document.querySelector('.md-table')?.getBoundingClientRect().right ?? 0,
    left: document.querySelector('.md-table-frame > button')?.getBoundingClientRect().left ?? 0,
  }));
  expect(sizes.page).toBe(390);
  expect(sizes.button).toBeLessThanOrEqual(390);
  expect(sizes.left).toBeGreaterThanOrEqual(sizes.table);
});
