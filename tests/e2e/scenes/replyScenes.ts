import { createGate, finish, hold, notice, reasoning, reply, toolCall } from '../../../mocks/script.ts';
import { scriptModel } from '../../../models/scriptModel.ts';
import { expect } from '../rivulet.ts';
import { startLine } from '../startLine.ts';
import type { Scene, Stage } from './Scene.ts';

/** How a reply can stand. */
export const REPLY_SCENES: readonly Scene[] = [
  {
    name: 'waiting',
    async begin({ serve, texts, openAndAsk, chat }) {
      serve(scriptModel(reply(texts.short), { before: [hold(createGate())] }));
      await openAndAsk('queued');
      await chat.lastReply.getByText('scripted…').waitFor();
    },
  },
  {
    name: 'thinking',
    async begin({ serve, texts, openAndAsk, button, say, chat }) {
      serve(scriptModel(reply(reasoning(texts.thought), hold(createGate()))));
      await openAndAsk('streaming');
      await expect(chat.lastReply).toContainText(say('Thinking… {seconds} s', { seconds: 0 }));
      await button('Stop').waitFor();
    },
  },
  {
    name: 'streaming',
    async begin({ serve, texts, openAndAsk, chat, page }) {
      const half = texts.rich.indexOf('$$');
      serve(scriptModel(reply(texts.rich.slice(0, half), `${texts.short} `, hold(createGate()), texts.rich)));
      await openAndAsk('streaming');
      await chat.lastBody.getByText(texts.short).first().waitFor();
      await page.locator('.md-tok-keyword').first().waitFor();
    },
  },
  {
    name: 'following-let-go',
    async begin({ serve, texts, openAndAsk, chat, page, say }) {
      const gate = createGate();
      serve(scriptModel(reply(`${texts.long}\n\n`.repeat(12), hold(gate), `${texts.long}\n\n`, hold(createGate()))));
      await openAndAsk('streaming');
      await chat.thread.evaluate((box) => box.scrollBy({ top: -200 }));
      gate.release();
      await page.getByRole('button', { name: say('Jump to latest') }).waitFor();
    },
  },
  { name: 'ready', begin: showReady },
  {
    name: 'thought-open',
    async begin({ serve, texts, openAndAsk, page, say }) {
      serve(scriptModel(reply(reasoning(texts.thought), texts.short)));
      await openAndAsk('done');
      await page.getByRole('button', { name: say('Thought for a moment') }).click();
    },
  },
  {
    name: 'tool-call-and-notice',
    async begin({ serve, texts, openAndAsk }) {
      const call = toolCall('weather_in_a_place', { city: texts.titles[1], days: 3, units: 'metric' });
      serve(scriptModel(reply(notice(texts.short), texts.short, call, finish('tool-calls'))));
      await openAndAsk('done');
    },
  },
  {
    name: 'failed',
    async begin({ serve, openAndAsk, chat, texts }) {
      serve(scriptModel(reply(texts.short), { fault: '401' }));
      await openAndAsk('failed');
      await chat.alert.waitFor();
    },
  },
  {
    name: 'interrupted',
    async begin({ serve, openAndAsk, chat, texts }) {
      serve(scriptModel(reply(texts.short, texts.short), { fault: 'early end' }));
      await openAndAsk('interrupted');
      await chat.alert.waitFor();
    },
  },
  {
    name: 'stopped',
    async begin({ serve, openAndAsk, chat, texts, button }) {
      serve(scriptModel(reply(texts.short, hold(createGate()))));
      await openAndAsk('streaming');
      await chat.lastBody.getByText(texts.short).first().waitFor();
      await chat.stop.click();
      await button('Continue').waitFor();
    },
  },
  {
    name: 'offline',
    async begin({ open, page, chat, texts, say, watch }) {
      await open();
      watch.expected.push(/ERR_INTERNET_DISCONNECTED/);
      await page.context().setOffline(true);
      await chat.ask(texts.question);
      await page.getByText(say('Waiting for the connection. It will be sent once.')).waitFor();
    },
  },
  { name: 'reconnecting', begin: showReconnecting },
  {
    name: 'not-drawable',
    async begin({ serve, openAndAsk, page, watch, texts }) {
      // A fault of ours in drawing has no input that brings it about.
      watch.expected.push(/Not drawable/);
      await page.addInitScript(breakDrawing);
      serve(scriptModel(reply(`${texts.short} **NOT-DRAWABLE** \`code\``)));
      await openAndAsk('done');
      await page.getByText('**NOT-DRAWABLE**').waitFor();
    },
  },
];

async function showReady({ serve, texts, openAndAsk, page }: Stage): Promise<void> {
  serve(scriptModel(reply(reasoning(texts.thought), texts.rich)));
  await openAndAsk('done');
  await page.locator('.md-tok-keyword').first().waitFor();
  await page.locator('.katex').first().waitFor();
}

/** A page whose line to the server is gone while a reply comes. */
async function showReconnecting({ page, serve, texts, watch, chat, say, address, atEnd }: Stage): Promise<void> {
  const line = await startLine(address);
  watch.origins.add(line.address);
  watch.expected.push(/ERR_/);
  atEnd(() => line.close());
  serve(scriptModel(reply(texts.short, hold(createGate()))));
  await page.goto(line.address);
  await page
    .getByText(/scripted/)
    .first()
    .waitFor();
  await chat.ask(texts.question);
  await chat.lastBody.getByText(texts.short).first().waitFor();
  line.close();
  await page.getByText(say('Reconnecting…')).waitFor();
}

/** Runs in the page: text with a word in it cannot be drawn as Markdown. */
function breakDrawing(): void {
  const { exec } = RegExp.prototype;
  function execOrThrow(this: RegExp, text: string): RegExpExecArray | null {
    if (this.source.length > 40 && text.includes('NOT-DRAWABLE')) throw new Error('Not drawable');
    return exec.call(this, text);
  }
  Reflect.set(RegExp.prototype, 'exec', execOrThrow);
}
