import { describe, expect, test } from 'vitest';
import { wireRow } from './faultRows.ts';
import { goodAnswer } from './goodAnswer.ts';
import { meetLine, type Met } from './meetLine.ts';
import { cut, HARMLESS, MAY_HAVE_PASSED, MAY_PASS, READ_ON, REFUSED, SENT_AGAIN } from './wireDamages.ts';

const WORDS = ['Grüße, ', '😀 ', 'and ', '世界 ', 'to ', 'all.'];
const WHOLE = WORDS.join('');
const SAID = goodAnswer(...WORDS);

/** Rows whose fault is in the text itself: the model says it, and the line carries it. */
const IN_TEXT = new Set(['surrogate-pair-split-over-deltas', 'nul-and-control']);

async function expectWhole({ stage, model, seen }: Met, whole = WHOLE): Promise<void> {
  await stage.page.lastStands('done');
  expect(stage.standing()).toMatchObject({ alert: undefined, notices: [], offers: ['Regenerate'] });
  expect(await stage.saved()).toEqual({ status: 'done', text: whole });
  expect((await stage.logged()).text).toBe(whole);
  expect(model.requests).toHaveLength(1);
  // At no time was anything in sight that is not the beginning of the whole.
  expect([...seen].filter((text) => !whole.startsWith(text))).toEqual([]);
  expect(stage.page.lastTurn().querySelector('img, script, h1')).toBeNull();
  expect(['polluted', 'p', 'q'].filter((name) => name in {})).toEqual([]);
}

describe.each([
  { what: 'read as it is', damages: HARMLESS, requests: ['POST'] },
  { what: 'read on from its last whole event', damages: READ_ON, requests: ['POST', 'GET'] },
  { what: 'asked for again under the same id', damages: SENT_AGAIN, requests: ['POST', 'POST'] },
])('an answer of our server is $what', ({ damages, requests }) => {
  test.each(Object.entries(damages))('[F3] when it meets "%s"', async (id, damage) => {
    const row = IN_TEXT.has(id) ? wireRow(id) : SAID;
    const met = await meetLine([damage], row);
    await expectWhole(met, IN_TEXT.has(id) ? wireRow(id).text : WHOLE);
    expect(met.asked).toEqual(requests);
  });
});

const refusals = Object.entries(REFUSED).map(([id, words]) => ({ id, words }));

test.each([
  ...refusals.map((each) => ({ ...each, where: 'in front of our server', damage: wireRow(each.id) })),
  ...refusals
    .filter(({ id }) => MAY_HAVE_PASSED.has(id))
    .map((each) => ({ ...each, where: 'in place of its answer', damage: () => wireRow(each.id) })),
])(
  '[F3] "$id" from a proxy $where: said in words, nothing is sent by itself, and Retry has the one reply',
  async ({ words, damage }) => {
    const met = await meetLine([damage], SAID);
    await met.stage.page.lastStands('failed');
    expect(met.stage.standing()).toMatchObject({ text: '', offers: ['Retry', 'Regenerate'] });
    expect(met.stage.standing().alert).toMatch(words);
    expect(met.asked).toEqual(['POST']);
    await met.stage.page.user.click(met.stage.page.button('Retry'));
    await expectWhole(met);
    expect(met.asked).toEqual(['POST', 'POST']);
  },
);

test.each(refusals.filter(({ id }) => MAY_PASS.has(id)))(
  '[F3] "$id" from a proxy while a reply is read on: tried again, and nobody notices',
  async ({ id }) => {
    await expectWhole(await meetLine([cut, wireRow(id)], SAID));
  },
);

test.each(refusals.filter(({ id }) => !MAY_PASS.has(id)))(
  '[F3] "$id" from a proxy while a reply is read on: what came is kept, with words and a button',
  async ({ id }) => {
    const met = await meetLine([cut, wireRow(id)], SAID);
    const isForgotten = id === 'http-404';
    await met.stage.page.lastStands(isForgotten ? 'interrupted' : 'failed');
    const { text, alert, offers } = met.stage.standing();
    // How many words share the event that was cut is the server's to choose; the first leaves alone.
    expect(text).toMatch(/^Grüße,/);
    expect(WHOLE.startsWith(text)).toBe(true);
    expect(text).not.toBe(WHOLE);
    expect(alert).toMatch(/\.$/);
    expect(offers).toEqual([isForgotten ? 'Continue' : 'Retry', 'Regenerate']);
    expect(met.asked).toEqual(['POST', 'GET']);
  },
);
