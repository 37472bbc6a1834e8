import type { Page } from '@playwright/test';
import type { WireModel } from '../../models/ChatModel.ts';
import { createGate, hold, reasoning, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { expectAccessible } from './axe.ts';
import { chatPage, expect, test } from './rivulet.ts';

const RICH = `# A heading

Text with a [link](https://example.com) and \`code\`.

\`\`\`ts
const answer: number = 42; ${'// and a long comment '.repeat(12)}
\`\`\`

| name | count | ${'column | '.repeat(12)}
| --- | ---: | ${'--- | '.repeat(12)}
| a | 1 | ${'a wide cell | '.repeat(12)}

> A quote.

- [x] done
- [ ] to do

![A picture](https://example.com/picture.png)
`;

const PHONE = { width: 390, height: 844 };

type Chat = ReturnType<typeof chatPage>;

interface Scene {
  readonly model: WireModel;
  readonly viewport?: typeof PHONE;
  /** Brings the page to what is looked at. */
  show(page: Page, chat: Chat): Promise<void>;
}

const rich = scriptModel(reply(reasoning('Let me think.'), RICH));

async function showDone(_page: Page, chat: Chat): Promise<void> {
  await chat.ask('What is a stream?');
  await chat.expectStatus('done');
}

async function showCompared(page: Page, chat: Chat): Promise<void> {
  await showDone(page, chat);
  await chat.lastReply.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: /^Edit answer/ }).click();
  await page
    .getByRole('textbox', { name: 'Answer' })
    .fill(RICH.replace('Text with', 'Some words and').replace('- [ ] to do', ''));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(chat.button('Previous version')).toBeVisible();
  await chat.lastReply.getByRole('button', { name: 'More' }).click();
  await page.getByRole('button', { name: /^Compare versions/ }).click();
  await expect(page.getByRole('dialog').getByRole('insertion').first()).toBeVisible();
}

/** Everything that the page can look like. */
const SCENES: Readonly<Record<string, Scene>> = {
  'an empty chat': { model: rich, show: (_page, chat) => expect(chat.button('Model: scripted')).toBeVisible() },
  'a reply that is waited for': {
    model: scriptModel(reply('Never.'), { before: [hold(createGate())] }),
    async show(_page, chat) {
      await chat.ask('What is a stream?');
      await expect(chat.lastReply).toContainText('Waiting for scripted');
    },
  },
  'a reply that streams': {
    model: scriptModel(reply(RICH, hold(createGate()))),
    async show(_page, chat) {
      await chat.ask('What is a stream?');
      await expect(chat.lastBody).toContainText('to do');
    },
  },
  'a reply with code, a table and reasoning': {
    model: rich,
    async show(page, chat) {
      await showDone(page, chat);
      await page.getByRole('button', { name: /^Thought for/ }).click();
    },
  },
  'a reply in two versions': {
    model: rich,
    async show(page, chat) {
      await showDone(page, chat);
      await chat.button('Regenerate').click();
      await expect(chat.button('Previous version')).toBeVisible();
      await chat.expectStatus('done');
    },
  },
  'the dialog More': {
    model: rich,
    async show(page, chat) {
      await showDone(page, chat);
      await chat.lastReply.getByRole('button', { name: 'More' }).click();
      await expect(page.getByRole('button', { name: /^Delete branch/ })).toBeVisible();
    },
  },
  'two versions that are compared': {
    model: rich,
    show: showCompared,
  },
  'two versions that are compared, on a phone': {
    model: rich,
    viewport: PHONE,
    show: showCompared,
  },
  'a failed reply': {
    model: scriptModel(reply('Nothing.'), { fault: '429 with retry-after' }),
    async show(_page, chat) {
      await chat.ask('What is a stream?');
      await expect(chat.alert).toBeVisible();
    },
  },
  'an interrupted reply': {
    model: scriptModel(reply('One. ', 'Two. '), { fault: 'early end' }),
    async show(_page, chat) {
      await chat.ask('What is a stream?');
      await expect(chat.alert).toBeVisible();
    },
  },
  'a stopped reply': {
    model: scriptModel(reply('One.', hold(createGate()))),
    async show(_page, chat) {
      await chat.ask('What is a stream?');
      await expect(chat.lastBody).toHaveText('One.');
      await chat.stop.click();
      await chat.expectStatus('stopped');
    },
  },
  'a question being edited': {
    model: rich,
    async show(page, chat) {
      await showDone(page, chat);
      await chat.message.press('ArrowUp');
      await expect(page.getByRole('textbox', { name: 'Edit message' })).toBeVisible();
    },
  },
  'a chat being renamed and one deleted': {
    model: rich,
    async show(page, chat) {
      await showDone(page, chat);
      await chat.button('New chat').click();
      await showDone(page, chat);
      await chat.chats.getByRole('link').first().hover();
      await chat.chats.getByRole('button', { name: 'Delete' }).first().click();
      await expect(chat.button('Undo')).toBeVisible();
      await chat.chats.getByRole('link').first().hover();
      await chat.chats.getByRole('button', { name: 'Rename' }).first().click();
    },
  },
  'the model menu': {
    model: rich,
    async show(page, chat) {
      await chat.button('Model: scripted').click();
      await expect(page.getByRole('option').first()).toBeVisible();
    },
  },
  'the dialog Connect a model': {
    model: rich,
    async show(page, chat) {
      await chat.button('Providers').click();
      await expect(page.getByRole('dialog')).toContainText('Built-in');
    },
  },
  'the palette of commands': {
    model: rich,
    async show(page, chat) {
      await showDone(page, chat);
      await page.keyboard.press('ControlOrMeta+K');
      await page.getByRole('combobox', { name: 'Command, setting or chat' }).fill('t');
      await expect(page.getByRole('group', { name: 'Settings' })).toBeVisible();
    },
  },
  'the list of shortcuts': {
    model: rich,
    async show(page, chat) {
      await showDone(page, chat);
      await page.keyboard.press('ControlOrMeta+/');
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    },
  },
  'a chat that is not here': {
    model: rich,
    async show(page) {
      await page.goto('/c/aaaaaaaaaaaaaaaaaaaaaa');
      await expect(page.getByRole('heading', { name: 'This chat is not here' })).toBeVisible();
    },
  },
  'a chat on a phone': { model: rich, viewport: PHONE, show: showDone },
  'the drawer on a phone': {
    model: rich,
    viewport: PHONE,
    async show(page, chat) {
      await showDone(page, chat);
      await chat.button('Open chats').click();
      await expect(chat.chats).toBeVisible();
    },
  },
};

for (const [name, { model, viewport, show }] of Object.entries(SCENES)) {
  test(`[X10] axe finds nothing wrong, light or dark, with ${name}`, async ({ page, rivulet }) => {
    if (viewport) await page.setViewportSize(viewport);
    rivulet.models.serve('scripted', model);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.goto('/');
    await show(page, chatPage(page));
    await expectAccessible(page, name);
  });
}

test('[X11] the thread is no live region while text streams; one status line says what happens', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  rivulet.models.serve('scripted', scriptModel(reply('One two ', hold(gate), 'three.')));
  await page.goto('/');
  const chat = chatPage(page);
  await expect(chat.status).toHaveCount(1);
  await chat.ask('Say three words');
  await gate.reached;
  await expect(chat.status).toHaveText(/^Generating/);
  await expect(chat.lastReply).toHaveAttribute('aria-busy', 'true');
  const liveAround = 'xpath=ancestor-or-self::*[@aria-live or @role="log" or @role="status" or @role="alert"]';
  await expect(chat.lastBody.locator(liveAround)).toHaveCount(0);
  await expect(chat.thread.locator('[aria-live], [role=log], [role=status], [role=alert]')).toHaveCount(0);
  gate.release();
  await expect(chat.status).toHaveText('Reply ready, 3 words');
  await expect(chat.lastReply).toHaveAttribute('aria-busy', 'false');
  await expect(chat.thread).toHaveAttribute('data-message-count', '2');
});

test('[X11] [U17] five hundred deltas make two changes of what is live, and the end is said once', async ({
  page,
  rivulet,
}) => {
  const gate = createGate();
  const deltas = Array.from({ length: 500 }, (_, at) => `word${at} `);
  const script = reply(...deltas.slice(0, 250), hold(gate), ...deltas.slice(250));
  rivulet.models.serve('scripted', scriptModel(script));
  await page.goto('/');
  const chat = chatPage(page);
  await expect(chat.status).toHaveCount(1);
  await page.evaluate(recordLiveChanges);
  await chat.ask('Many');
  await expect(chat.status).toHaveText('Generating');
  gate.release();
  await expect(chat.status).toHaveText('Reply ready, 500 words');
  await expect(chat.lastBody).toContainText('word499');
  const heard = await page.evaluate(() => (globalThis as { heard?: string[] }).heard);
  expect(heard).toEqual(['status: Generating', 'status: Reply ready, 500 words']);
});

/** Notes what a screen reader would be told from now on, in the page: every change of text in whatever is live. */
function recordLiveChanges(): void {
  const heard: string[] = [];
  Object.assign(globalThis, { heard });
  const live = '[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]';
  new MutationObserver((changes) => {
    const regions = changes.map(({ target }) =>
      (target instanceof Element ? target : target.parentElement)?.closest(live),
    );
    for (const region of new Set(regions)) {
      if (region) heard.push(`${region.getAttribute('role') ?? 'live'}: ${region.textContent}`);
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}

test('[X11] each turn is an article with a heading that says whose it is', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('Answer.')));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('Question');
  await chat.expectStatus('done');
  await expect(page.getByRole('article', { name: 'You said' })).toHaveText(/Question/);
  await expect(page.getByRole('article', { name: 'Assistant said' })).toHaveText(/Answer\./);
  await expect(page.getByRole('heading', { name: 'You said' })).toHaveCount(1);
  for (const turn of await chat.turns.all()) await expect(turn).toHaveAttribute('data-message-id', /.{8,}/);
});
