import { expect, test } from 'vitest';
import type { Limits } from '../../server/defaultLimits.ts';
import { wireRow, wireRows, type WireAnswer } from './faultRows.ts';
import { goodAnswer } from './goodAnswer.ts';
import { MODEL_ENDINGS, type ModelEnding } from './modelEndings.ts';
import { OWN_FAULTS } from './ownFaults.ts';
import { startRawServer, type RawServer } from './startRawServer.ts';
import { NOTICE, startStage, type Stage } from './startStage.tsx';

/** The patience of a server whose reader would not wait for two minutes. */
const HASTY: Partial<Limits> = { firstByteMs: 100 };

/** The most that may leave a model server whose line never ends: what is read of it, and what lies in buffers. */
const MOST_OF_ENDLESS_BYTES = 32 * 1024 * 1024;

const rows = wireRows.flatMap((row) => {
  const ending = MODEL_ENDINGS[row.id];
  return ending ? [{ ...row, ending, text: row.text ?? ('text' in ending ? ending.text : undefined) ?? '' }] : [];
});

/** A page that has asked a model which answers so; and well to whoever asks again. */
async function meet(answer: WireAnswer): Promise<{ readonly stage: Stage; readonly model: RawServer }> {
  const model = await startRawServer((_request, count) => (count === 1 ? answer : goodAnswer('mended')));
  const limits = answer.end === 'hang' && answer.chunks.length === 0 ? HASTY : {};
  const stage = await startStage({ modelUrl: model.baseUrl, limits });
  await stage.page.ask('Hello');
  return { stage, model };
}

test.each([...rows, ...OWN_FAULTS])('[F2] a model server that plays "$id"', async (row) => {
  const { ending, text } = row;
  const { stage, model } = await meet(row);
  await stage.page.lastStands(ending.status);
  const { alert, ...standing } = stage.standing();
  expect(standing).toEqual({ status: ending.status, text: drawn(text), ...OFFERS[ending.status](ending) });
  expect(alert ?? '').toMatch(ending.status === 'failed' ? ending.words : WORDS[ending.status]);
  expect(await stage.saved()).toEqual({ status: ending.status, text });
  const { events, text: logged } = await stage.logged();
  expect(logged).toBe(text);
  const final = events.at(-1);
  expect(final?.type === 'reply-error' ? final.error.code : undefined).toBe('code' in ending ? ending.code : undefined);
  expect(model.requests).toHaveLength(1);
  expect(stage.page.lastTurn().querySelector('img, script, [data-reply-body] h1')).toBeNull();
  expect(['polluted', 'p', 'q'].filter((name) => name in {})).toEqual([]);
});

test.each(rows.filter(({ ending }) => ending.status !== 'done'))(
  '[F2] what "$id" has left is mended by what its turn offers, with one more call',
  async (row) => {
    const { stage, model } = await meet(row);
    await stage.page.lastStands(row.ending.status);
    await stage.page.user.click(stage.page.button(row.ending.status === 'interrupted' ? 'Continue' : 'Retry'));
    await stage.page.lastStands('done');
    expect(stage.standing().text).toBe(`${row.text}mended`);
    expect(model.requests).toHaveLength(2);
  },
);

test('[F2] [M8] control characters are drawn as marks', async () => {
  const { stage } = await meet(wireRow('nul-and-control'));
  await stage.page.lastStands('done');
  expect(stage.page.lastTurn().querySelector('[data-mark="U+001B"]')).toBeInTheDocument();
});

test('[F2] of a line that never ends a bounded piece is read, and its connection is closed', async () => {
  const { stage, model } = await meet(wireRow('endless-line'));
  await stage.page.lastStands('failed');
  await expect.poll(() => model.open).toBe(0);
  expect(model.bytesSent).toBeLessThan(MOST_OF_ENDLESS_BYTES);
});

const OFFERS: Readonly<
  Record<ModelEnding['status'], (ending: ModelEnding) => Pick<ReturnType<Stage['standing']>, 'notices' | 'offers'>>
> = {
  done: (ending) => ({ notices: 'noticed' in ending ? [NOTICE] : [], offers: ['Regenerate'] }),
  interrupted: () => ({ notices: [], offers: ['Continue', 'Regenerate'] }),
  failed: () => ({ notices: [], offers: ['Retry', 'Regenerate'] }),
};

const WORDS: Readonly<Record<'done' | 'interrupted', RegExp>> = { done: /^$/, interrupted: /What arrived is kept\.$/ };

/** CommonMark replaces the one character that no text may hold. */
function drawn(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}
