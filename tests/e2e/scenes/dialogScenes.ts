import { reply } from '../../../mocks/script.ts';
import { scriptModel } from '../../../models/scriptModel.ts';
import { expect } from '../rivulet.ts';
import type { Scene, Stage } from './Scene.ts';

/** What stands over the page. */
export const DIALOG_SCENES: readonly Scene[] = [
  {
    name: 'palette',
    async begin({ seed, page, say }) {
      await seed(5);
      await page.keyboard.press('ControlOrMeta+K');
      await expect(page.getByRole('combobox', { name: say('Command, setting or chat') })).toBeFocused();
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'palette-searched',
    async begin({ seed, page, say, texts }) {
      await seed(5);
      await page.keyboard.press('ControlOrMeta+K');
      await page
        .getByRole('combobox', { name: say('Command, setting or chat') })
        .fill((texts.titles[1] ?? '').slice(0, 3));
      await page
        .getByRole('option', { name: texts.titles[1] ?? '' })
        .last()
        .waitFor();
    },
  },
  {
    name: 'shortcuts',
    async begin({ open, page, say }) {
      await open();
      await page.keyboard.press('ControlOrMeta+/');
      await page.getByRole('dialog', { name: say('Keyboard shortcuts') }).waitFor();
    },
  },
  {
    name: 'settings',
    begin: ({ open }) => open(),
    async show({ openChats, button, page, say }) {
      const field = page.getByRole('searchbox', { name: say('Search settings') });
      if (await field.isVisible()) return;
      await openChats();
      await button('Settings').click();
      await field.waitFor();
    },
  },
  {
    name: 'settings-searched',
    async begin({ page, open }) {
      await page.addInitScript(() => localStorage.setItem('rivulet.density', 'compact'));
      await open();
    },
    async show({ openChats, button, page, say }) {
      const field = page.getByRole('searchbox', { name: say('Search settings') });
      if (await field.isVisible()) return;
      await openChats();
      await button('Settings').click();
      await field.fill(say('Density'));
      await button('Reset: {name}', { name: say('Density') }).waitFor();
    },
  },
  {
    name: 'your-data',
    begin: ({ seed }) => seed(3),
    show: openData,
  },
  {
    name: 'wipe-confirmed',
    begin: ({ seed }) => seed(3),
    async show(stage) {
      await openData(stage);
      await stage.page.getByRole('dialog').getByRole('textbox').fill(stage.say('remove'));
      await stage.page.getByRole('dialog').getByRole('textbox').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'import-running',
    async begin({ page, open }) {
      // A worker that never answers.
      await page.addInitScript(silenceArchiver);
      await open();
    },
    async show(stage) {
      await openData(stage);
      const file = { name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('[]') };
      if (!(await stage.button('Cancel').isVisible())) await fileInput(stage).setInputFiles(file);
      await stage.button('Cancel').scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'import-refused',
    begin: ({ open }) => open(),
    async show(stage) {
      await openData(stage);
      const file = { name: 'a.json', mimeType: 'application/json', buffer: Buffer.from('{}') };
      await fileInput(stage).setInputFiles(file);
      const words = 'This file is no archive of Rivulet and no export of ChatGPT or Claude.';
      await stage.page.getByRole('dialog').getByText(stage.say(words)).last().scrollIntoViewIfNeeded();
    },
  },
  {
    name: 'skip-link',
    async begin({ serve, texts, openAndAsk, page, say }) {
      serve(scriptModel(reply(texts.short)));
      await openAndAsk('done');
      await page.getByRole('link', { name: say('Skip to the message box') }).focus();
    },
  },
];

async function openData({ openChats, button, page, say, chat }: Stage): Promise<void> {
  if (await page.getByRole('dialog', { name: say('Your data') }).isVisible()) return;
  await openChats();
  await chat.chats.waitFor();
  await button('Your data').click();
  await page.getByRole('dialog', { name: say('Your data') }).waitFor();
}

function fileInput({ page, say }: Stage) {
  return page.getByRole('dialog').getByLabel(say('File to import'));
}

/** Runs in the page: what is sent to the worker of archives is not received. */
function silenceArchiver(): void {
  const Loud = Worker;
  globalThis.Worker = class extends Loud {
    constructor(address: string | URL, options?: WorkerOptions) {
      super(address, options);
      if (String(address).includes('rchive')) this.postMessage = () => undefined;
    }
  };
}
