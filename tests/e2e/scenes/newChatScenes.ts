import { reply } from '../../../mocks/script.ts';
import { scriptModel } from '../../../models/scriptModel.ts';
import type { Scene, Stage } from './Scene.ts';

/** What can be seen before anything was asked. */
export const NEW_CHAT_SCENES: readonly Scene[] = [
  {
    name: 'first-run',
    async begin({ page, startOwn, button }) {
      await page.goto((await startOwn({})).address);
      await button('Model: {name}', { name: 'Showcase' }).waitFor();
    },
  },
  {
    name: 'provider-missing',
    async begin({ page, startOwn, button }) {
      // Nothing listens there.
      const own = await startOwn({ OPENAI_BASE_URL: 'http://127.0.0.1:9/v1', OPENAI_API_KEY: 'sk-missing' });
      await page.goto(own.address);
      await button('Model: {name}', { name: 'Showcase' }).waitFor();
      await button('Model: {name}', { name: 'Showcase' }).click();
      await page.getByRole('option').first().waitFor();
    },
  },
  { name: 'new-chat', begin: ({ open }) => open() },
  {
    name: 'model-menu',
    async begin({ page, open, button }) {
      await open();
      await button('Model: {name}', { name: 'scripted' }).click();
      await page.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'connect-a-model',
    async begin({ page, open, button }) {
      await open();
      await button('Providers').click();
      await page.getByRole('dialog').getByRole('button').nth(2).waitFor();
    },
  },
  {
    name: 'text-from-a-link',
    async begin({ page, texts, say }) {
      await page.goto(`/?q=${encodeURIComponent(texts.question)}`);
      await page.getByText(say('This text came from a link. Read it before you send it.')).waitFor();
    },
  },
  {
    name: 'missing-chat',
    async begin({ page, say }) {
      await page.goto('/c/aaaaaaaaaaaaaaaaaaaaaa');
      await page.getByRole('heading', { name: say('This chat is not here') }).waitFor();
    },
  },
  { name: 'long-names', begin: showLongNames },
];

const UNBROKEN = 'Donaudampfschifffahrtsgesellschaft'.repeat(4);

/** A chat, a model, a question and a word that are longer than there is room for. */
async function showLongNames({ page, startModels, startOwn, chat, texts, language }: Stage): Promise<void> {
  const name = `organisation/${UNBROKEN}-instruct-preview`;
  const answer = `${UNBROKEN} \`${UNBROKEN}\` https://example.com/${UNBROKEN}\n\n${texts.short}`;
  const models = await startModels({ models: { [name]: scriptModel(reply(answer)) } });
  const own = await startOwn({ OPENAI_BASE_URL: models.baseUrl, OPENAI_MODEL: name });
  await page.goto(own.address);
  await page.getByText(name).first().waitFor({ state: 'attached' });
  await chat.ask(`${language === 'ar' ? 'ما هو ' : ''}${UNBROKEN}?`);
  await chat.expectStatus('done');
}
