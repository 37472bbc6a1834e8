import { createGate, hold, reply } from '../../mocks/script.ts';
import { scriptModel } from '../../models/scriptModel.ts';
import { expectAccessible } from './axe.ts';
import { chatPage, expect, test } from './rivulet.ts';

test('[U40] [N34] messages wait, are moved and changed, survive a reload, and are asked once each', async ({
  page,
  rivulet,
}) => {
  test.slow();
  const gate = createGate();
  const asked: string[] = [];
  rivulet.models.serve(
    'scripted',
    scriptModel(({ messages }) => {
      const question = String(messages.at(-1)?.content);
      asked.push(question);
      return question === 'One' ? reply('First', hold(gate), ' answer.') : reply(`Answer to ${question}.`);
    }),
  );
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('One');
  await gate.reached;
  for (const text of ['Two', 'Three']) await chat.ask(text);
  const queue = page.getByRole('region', { name: 'Queue' });
  const rows = queue.getByRole('listitem');
  await expect(rows).toHaveText(['Two', 'Three']);
  await rows.last().getByRole('button', { name: 'Move up' }).click();
  await expect(rows).toHaveText(['Three', 'Two']);
  await rows.last().getByRole('button', { name: 'Edit' }).click();
  await page.keyboard.type(', changed');
  await page.keyboard.press('Control+Enter');
  await expect(rows).toHaveText(['Three', 'Two, changed']);
  await expectAccessible(page, 'a queue');
  // What was typed last is on disk a quarter of a second later.
  await page.waitForTimeout(500);
  await page.reload();
  await expect(rows).toHaveText(['Three', 'Two, changed']);
  gate.release();
  await expect(chat.turns).toHaveCount(6);
  await expect(chat.lastBody).toHaveText('Answer to Two, changed.');
  await expect(queue).toHaveCount(0);
  expect(asked).toEqual(['One', 'Three', 'Two, changed']);
});

test('[U40] one that is sent at once stops the reply; on a phone every button is there', async ({ page, rivulet }) => {
  const gate = createGate();
  rivulet.models.serve(
    'scripted',
    scriptModel(({ messages }) =>
      messages.at(-1)?.content === 'One' ? reply('First', hold(gate)) : reply('Answer at once.'),
    ),
  );
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/');
  const chat = chatPage(page);
  await chat.ask('One');
  await gate.reached;
  await chat.message.fill('Now');
  await chat.button('Queue').click();
  const queue = page.getByRole('region', { name: 'Queue' });
  for (const name of ['Edit', 'Move up', 'Move down', 'Remove']) {
    await expect(queue.getByRole('button', { name })).toBeInViewport();
  }
  await queue.getByRole('button', { name: 'Send now' }).click();
  await expect(chat.lastBody).toHaveText('Answer at once.');
  await expect(chat.turns.nth(1)).toHaveAttribute('data-status', 'stopped');
});
