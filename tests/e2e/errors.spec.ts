import { send, type Answer } from '../../mocks/Answer.ts';
import type { FaultName } from '../../mocks/faults.ts';
import { finish, reply } from '../../mocks/script.ts';
import type { WireModel } from '../../models/ChatModel.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { chatPage, expect, test } from './rivulet.ts';

const QUESTION = 'What was typed is kept';

/** A model that answers with these bytes, whatever it is asked. */
function rawModel(answer: Answer): WireModel {
  return { description: 'Answers with fixed bytes.', answer: () => answer };
}

const badJson: Answer = {
  type: 'response',
  status: 200,
  headers: { 'content-type': 'text/event-stream' },
  frames: [send('data: {"choices": [{"delta": {"content"\n\n', 'body'), send('data: [DONE]\n\n', 'body')],
};

const failing = (fault: FaultName): WireModel => scriptModel(reply('One. ', 'Two. ', 'Three. '), { fault });

/** What goes wrong before anything has come, and the words that must be read then. */
const REFUSALS: readonly (readonly [what: string, model: WireModel, words: RegExp])[] = [
  ['refuses the key', failing('401'), /did not accept the key\. Check OPENAI_API_KEY/],
  ['asks for patience', failing('429 with retry-after'), /too many requests/],
  ['fails', failing('500'), /\w+ .*\./],
  ['is out of service', failing('503'), /cannot answer right now/],
  ['answers with a page', failing('html with 200'), /answered with text\/html. Check its address\./],
  ['sends JSON that is none', rawModel(badJson), /something that is not a reply|could not be read/],
  ['breaks the connection before any answer', failing('refused'), /\w+ .*\./],
  ['ends without a word', failing('empty body'), /closed the connection without sending a reply\./],
];

for (const [what, model, words] of REFUSALS) {
  test(`[X4] a model server that ${what}: said in words, the question is kept, Retry mends it`, async ({
    page,
    rivulet,
  }) => {
    rivulet.models.serve('scripted', model);
    await page.goto('/');
    const chat = chatPage(page);
    await chat.ask(QUESTION);
    await chat.expectStatus('failed');
    await expect(chat.alert).toHaveCount(1);
    await expect(chat.alert.locator('p')).toHaveText(words);
    await expect(chat.status).toHaveText(/^Reply failed$/);
    await expect(chat.turns.first().locator('[data-reply-body]')).toHaveText(QUESTION);
    await page.reload();
    await expect(chat.alert.locator('p')).toHaveText(words);
    rivulet.models.serve('scripted', scriptModel(reply('Mended.')));
    await chat.button('Retry').click();
    await chat.expectStatus('done');
    await expect(chat.lastBody).toHaveText('Mended.');
    await expect(chat.alert).toHaveCount(0);
    await expect(chat.turns).toHaveCount(2);
  });
}

/** What goes wrong on the way; one of three pieces has come. */
const BREAKS: readonly (readonly [what: string, fault: FaultName, status: string, mend: 'Retry' | 'Continue'])[] = [
  ['is cut off', 'early end', 'interrupted', 'Continue'],
  ['loses its connection', 'drop mid-event', 'interrupted', 'Continue'],
  ['ends without the model’s word', 'no final event', 'interrupted', 'Continue'],
  ['reports an error', 'error event', 'failed', 'Retry'],
];

for (const [what, fault, status, mend] of BREAKS) {
  test(`[X4] a reply that ${what} on the way: said in words, what came is kept, ${mend} mends it`, async ({
    page,
    rivulet,
  }) => {
    rivulet.models.serve('scripted', failing(fault));
    await page.goto('/');
    const chat = chatPage(page);
    await chat.ask(QUESTION);
    await chat.expectStatus(status);
    await expect(chat.alert.locator('p')).toHaveText(/\w+ .*\./);
    await expect(chat.lastBody).toHaveText(/^One\./);
    await page.reload();
    await expect(chat.lastBody).toHaveText(/^One\./);
    rivulet.models.serve('scripted', scriptModel(reply('The rest.')));
    await chat.button(mend).click();
    await chat.expectStatus('done');
    await expect(chat.lastBody).toHaveText(mend === 'Continue' ? /^One\..*The rest\.$/ : /^The rest\.$/);
    await expect(chat.turns).toHaveCount(2);
  });
}

test('[X4] a reply that reached its length says so and goes on with Continue', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', scriptModel(reply('The first half, ', finish('length'))));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask(QUESTION);
  await expect(chat.lastReply).toContainText('The reply reached its length limit.');
  rivulet.models.serve('scripted', scriptModel(reply('and the second.')));
  await chat.button('Continue').click();
  await chat.expectStatus('done');
  await expect(chat.lastBody).toHaveText('The first half, and the second.');
});

test('[X4] how long the provider asks to wait is counted down beside Retry', async ({ page, rivulet }) => {
  rivulet.models.serve('scripted', failing('429 with retry-after'));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask(QUESTION);
  await expect(chat.alert.getByText(/^[12] s$/)).toBeVisible();
  await expect(chat.alert.getByText(/^[12] s$/)).toHaveCount(0);
  await expect(chat.button('Retry')).toBeVisible();
});

test('[X4] a model server that is silent is waited for in words, and Stop ends the waiting', async ({
  page,
  rivulet,
}) => {
  rivulet.models.serve('scripted', failing('silent'));
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask(QUESTION);
  await expect(chat.lastReply).toContainText(/Waiting for scripted… \d+ s/);
  await chat.stop.click();
  await chat.expectStatus('stopped');
  await rivulet.models.requests.at(-1)?.closed;
  rivulet.models.serve('scripted', scriptModel(reply('Awake.')));
  await chat.button('Retry').click();
  await expect(chat.lastBody).toHaveText('Awake.');
});
