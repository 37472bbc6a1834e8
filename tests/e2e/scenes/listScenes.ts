import { createGate, hold, reply } from '../../../mocks/script.ts';
import { scriptModel } from '../../../models/scriptModel.ts';
import { expect } from '../rivulet.ts';
import type { Scene, Stage } from './Scene.ts';

const MANY = 40;

/** What the list of chats can look like. */
export const LIST_SCENES: readonly Scene[] = [
  {
    name: 'many-chats',
    async begin(stage) {
      await stage.seed(MANY);
      await choose(stage, 1, 'Pin');
      await stage.chat.chats.getByRole('link').nth(2).click();
      await stage.chat.lastBody.getByText(stage.texts.short).first().waitFor();
    },
    show: openList,
  },
  {
    name: 'chat-menu',
    begin: ({ seed }) => seed(5),
    async show(stage) {
      // It stands where it was opened.
      if (await stage.page.getByRole('menu').isVisible()) await stage.page.keyboard.press('Escape');
      await openList(stage);
      await openMenu(stage, 1);
    },
  },
  {
    name: 'chat-renamed',
    begin: ({ seed }) => seed(5),
    async show(stage) {
      await openList(stage);
      const field = stage.page.getByRole('textbox', { name: stage.say('Chat title') });
      if (!(await field.isVisible())) await choose(stage, 1, 'Rename');
      await expect(field).toBeFocused();
    },
  },
  {
    name: 'chat-tags',
    begin: ({ seed }) => seed(5),
    async show(stage) {
      const tag = stage.page.getByRole('textbox', { name: stage.say('New tag') });
      if (await tag.isVisible()) return;
      await openList(stage);
      await choose(stage, 1, 'Tags…');
      await tag.fill(stage.texts.titles[0] ?? '');
      await tag.press('Enter');
      await expect(stage.page.getByRole('checkbox').first()).toBeChecked();
    },
  },
  {
    name: 'outline',
    async begin(stage) {
      stage.serve(scriptModel(reply(stage.texts.rich, stage.texts.rich.replace('##', '###'))));
      await stage.openAndAsk('done');
    },
    async show(stage) {
      if (await stage.page.getByRole('dialog', { name: stage.say('Outline') }).isVisible()) return;
      await openList(stage);
      await choose(stage, 0, 'Outline');
      await stage.page.getByRole('dialog', { name: stage.say('Outline') }).waitFor();
    },
  },
  {
    name: 'chats-selected',
    begin: ({ seed }) => seed(MANY),
    async show(stage) {
      await openList(stage);
      const boxes = stage.chat.chats.getByRole('checkbox');
      if ((await boxes.count()) > 0) return;
      await choose(stage, 1, 'Select');
      await boxes.nth(4).click({ modifiers: ['Shift'] });
      await expect(boxes.nth(3)).toBeChecked();
    },
  },
  {
    name: 'search-hits',
    begin: ({ seed }) => seed(MANY),
    async show(stage) {
      await openList(stage);
      const field = stage.page.getByRole('textbox', { name: stage.say('Search chats') });
      // It goes on in the drawer.
      if (!(await field.isVisible())) await stage.button('Search chats').click();
      await field.fill(stage.texts.titles[1]?.split(' ')[1] ?? '');
      await stage.page.locator('mark').first().waitFor();
      await expect(stage.page.getByText(stage.say('Searching…'))).toHaveCount(0);
    },
  },
  {
    name: 'found-in-chat',
    async begin(stage) {
      stage.serve(scriptModel(reply(stage.texts.long)));
      await stage.openAndAsk('done');
      await stage.button('Find in this chat').click();
      const words = stage.texts.long.split(' ').slice(0, 2).join(' ');
      await stage.page.getByRole('textbox', { name: stage.say('Find in this chat') }).fill(words);
      await stage.page.getByText(stage.say('{place} of {count}', { place: 1, count: 6 })).waitFor();
    },
  },
  { name: 'marks', begin: showMarks, show: openList },
  {
    name: 'toast-with-undo',
    async begin(stage) {
      await stage.seed(3);
      const row = stage.chat.chats.getByRole('listitem').first();
      await row.hover();
      await row.getByRole('button', { name: stage.say('Delete'), exact: true }).click();
      await stage.button('Undo').waitFor();
      await stage.page.mouse.move(600, 300);
    },
  },
  {
    name: 'nothing-stored',
    async begin(stage) {
      await stage.page.addInitScript(() => Object.defineProperty(globalThis, 'indexedDB', { value: undefined }));
      await stage.open();
    },
    async show(stage) {
      await openList(stage);
      await stage.button('Save a copy…').waitFor();
    },
  },
];

async function openList({ openChats, chat }: Stage): Promise<void> {
  await openChats();
  await chat.chats.waitFor();
}

async function openMenu({ chat, say, page }: Stage, index: number): Promise<void> {
  const row = chat.chats.getByRole('listitem').nth(index);
  await row.hover();
  await row.getByRole('button', { name: say('More'), exact: true }).click();
  await page.getByRole('menuitem').first().waitFor();
}

async function choose(
  stage: Stage,
  index: number,
  item: 'Pin' | 'Rename' | 'Tags…' | 'Outline' | 'Select',
): Promise<void> {
  await openMenu(stage, index);
  await stage.page.getByRole('menuitem', { name: stage.say(item), exact: true }).click();
}

/** One chat is being answered, one has been while another was read. */
async function showMarks({ serve, texts, openAndAsk, chat, button, say }: Stage): Promise<void> {
  const gates = [createGate(), createGate()] as const;
  serve(scriptModel(reply(texts.short, hold(gates[0]), texts.short)));
  await openAndAsk('streaming');
  await gates[0].reached;
  await button('New chat').click();
  await expect(chat.turns).toHaveCount(0);
  serve(scriptModel(reply(texts.short, hold(gates[1]))));
  await chat.ask(texts.titles[1] ?? '');
  await gates[1].reached;
  await button('New chat').click();
  gates[0].release();
  await chat.chats.getByText(say('Unread')).waitFor({ state: 'attached' });
  await chat.chats.getByText(say('Generating')).waitFor({ state: 'attached' });
}
