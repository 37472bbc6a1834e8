import { createGate, hold, reply } from '../../../mocks/script.ts';
import { scriptModel } from '../../../models/scriptModel.ts';
import { expect } from '../rivulet.ts';
import type { Scene, Stage } from './Scene.ts';

/** What can be done with a turn. */
export const TURN_SCENES: readonly Scene[] = [
  {
    name: 'question-edited',
    async begin(stage) {
      await ask(stage);
      await stage.chat.message.press('ArrowUp');
      await stage.page.getByRole('textbox', { name: stage.say('Edit message') }).waitFor();
    },
  },
  {
    name: 'versions',
    async begin(stage) {
      await ask(stage);
      await stage.chat.turns.first().hover();
      await stage.chat.turns
        .first()
        .getByRole('button', { name: stage.say('Edit') })
        .click();
      await stage.page.getByRole('textbox', { name: stage.say('Edit message') }).fill(stage.texts.titles[1] ?? '');
      await stage.button('Save').click();
      await expect(stage.button('Previous version')).toHaveCount(1);
      await stage.chat.expectStatus('done');
      await stage.button('Regenerate').click();
      await expect(stage.button('Previous version')).toHaveCount(2);
      await stage.chat.expectStatus('done');
    },
  },
  {
    name: 'more-of-a-turn',
    async begin(stage) {
      await ask(stage);
      await openMore(stage);
    },
  },
  {
    name: 'answer-edited',
    async begin(stage) {
      await ask(stage);
      await openMore(stage);
      await stage.button('Edit answer').click();
      await stage.page.getByRole('textbox', { name: stage.say('Answer') }).waitFor();
    },
  },
  {
    name: 'regenerate-with',
    async begin(stage) {
      await ask(stage);
      await openMore(stage);
      await stage.button('Regenerate with…').click();
      await stage.button('Regenerate').last().waitFor();
    },
  },
  { name: 'versions-compared', begin: showCompared },
  {
    name: 'quote-offered',
    async begin(stage) {
      await ask(stage);
      await stage.chat.lastBody.getByText(stage.texts.short).first().selectText();
      await stage.button('Quote').waitFor();
    },
  },
  {
    name: 'drawing-paused',
    async begin(stage) {
      stage.serve(scriptModel(reply(stage.texts.short, hold(createGate()))));
      await stage.openAndAsk('streaming');
      await stage.chat.lastBody.getByText(stage.texts.short).first().waitFor();
      await stage.button('Pause').click();
      await stage.button('Resume').waitFor();
    },
  },
  {
    name: 'turn-collapsed',
    async begin(stage) {
      stage.serve(scriptModel(reply(`${stage.texts.long}\n\n`.repeat(30))));
      await stage.openAndAsk('done');
      await openMore(stage);
      await stage.page.getByRole('button', { name: stage.say('Collapse') }).click();
      await stage.button('Show all').waitFor();
    },
  },
  { name: 'queue', begin: (stage) => showQueue(stage) },
  {
    name: 'queue-edited',
    async begin(stage) {
      await showQueue(stage);
      const rows = stage.page.getByRole('region', { name: stage.say('Queue') }).getByRole('listitem');
      await rows
        .first()
        .getByRole('button', { name: stage.say('Edit') })
        .click();
      await stage.page.getByRole('textbox', { name: stage.say('Edit queued message') }).waitFor();
    },
  },
  {
    name: 'queue-paused',
    async begin(stage) {
      await showQueue(stage);
      await stage.chat.stop.click();
      await stage.button('Send next').waitFor();
    },
  },
];

async function ask({ serve, texts, openAndAsk }: Stage): Promise<void> {
  serve(scriptModel(reply(`${texts.short}\n\n${texts.long}`)));
  await openAndAsk('done');
}

async function openMore({ chat, say, page }: Stage): Promise<void> {
  await chat.lastReply.getByRole('button', { name: say('More'), exact: true }).click();
  await page.getByRole('dialog').waitFor();
}

async function showCompared(stage: Stage): Promise<void> {
  const { page, say, texts, button } = stage;
  await ask(stage);
  await openMore(stage);
  await button('Edit answer').click();
  const changed = `${texts.titles[1]} ${texts.short}\n\n${texts.long.slice(0, -40)}`;
  await page.getByRole('textbox', { name: say('Answer') }).fill(changed);
  await button('Save').click();
  await button('Previous version').waitFor();
  await openMore(stage);
  await button('Compare versions').click();
  await page.getByRole('dialog').getByRole('insertion').first().waitFor();
}

async function showQueue({ serve, texts, openAndAsk, chat, page, say }: Stage): Promise<void> {
  serve(scriptModel(reply(texts.short, hold(createGate()))));
  await openAndAsk('streaming');
  await chat.lastBody.getByText(texts.short).first().waitFor();
  for (const text of [texts.question, texts.long, texts.titles[0] ?? '']) await chat.ask(text);
  await chat.message.fill(texts.short);
  const rows = page.getByRole('region', { name: say('Queue') }).getByRole('listitem');
  await expect(rows).toHaveCount(3);
}
