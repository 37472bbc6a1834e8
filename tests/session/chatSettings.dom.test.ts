import { expect, test } from 'vitest';
import { createMemoryRepository } from '../../src/persistence/memoryRepository.ts';
import { DEFAULT_SETTINGS } from '../../src/settings/settings.ts';
import { modelToAsk } from '../../src/store/selectors.ts';
import { done, type ScriptedStream } from './createScriptedTransport.ts';
import { createTestSession } from './createTestSession.ts';
import { createTestBrowser } from './tabs/createTestBrowser.ts';

/** A chat with one answered question. */
async function withChat() {
  const models = ['built-in/tiny', 'other/model', 'own/model'].map((id) => ({ id, name: id, provider: 'any' }));
  const catalog = { models, providers: [], settings: { path: '/rivulet.config.json' } };
  const made = createTestSession({ api: { loadModels: () => Promise.resolve(catalog) } });
  await made.session.refreshModels();
  const { conversationId, messageId } = await made.send('Question');
  const stream = await made.transport.asked(1);
  stream.text('Answer');
  stream.event(done(4));
  stream.end();
  const chat = () => made.state().conversations.get(conversationId);
  return { ...made, conversationId, messageId, chat };
}

function stopAfter(stream: ScriptedStream, text: string): void {
  stream.text(text);
  stream.event({ seq: 4, type: 'reply-stop' });
  stream.end();
}

test('[U100] a chat begins with the model that it was asked of, and keeps it whatever is chosen elsewhere', async () => {
  const { session, state, conversationId, chat } = await withChat();
  expect(chat()?.settings).toEqual({ modelId: 'built-in/tiny' });
  session.settings.changeSettings({ modelId: 'other/model' });
  expect(modelToAsk(state(), conversationId, session.settings.getState())).toBe('built-in/tiny');
  expect(modelToAsk(state(), undefined, session.settings.getState())).toBe('other/model');
});

test('[U100] where the model of a chat cannot be asked any more, the one that was chosen last answers', async () => {
  const { session, state, conversationId } = await withChat();
  await session.changeChatSettings(conversationId, { modelId: 'gone/model' });
  expect(modelToAsk(state(), conversationId, { modelId: 'other/model' })).toBe('other/model');
  expect(modelToAsk(state(), conversationId, { modelId: 'gone/too' })).toBe('built-in/tiny');
});

test('[U100] a queued message is asked of the model of its chat', async () => {
  const { session, send, transport, conversationId } = await withChat();
  session.settings.changeSettings({ modelId: 'other/model' });
  await session.changeChatSettings(conversationId, { modelId: 'own/model' });
  await send('Second', conversationId);
  session.queue.add(conversationId, 'Third');
  const second = await transport.asked(2);
  second.text('Answer');
  second.event(done(4));
  second.end();
  expect((await transport.asked(3)).request.model).toBe('own/model');
});

test('[U101] [U102] a question is asked with what its chat has for itself, and else with what holds in all', async () => {
  const { session, send, transport, conversationId } = await withChat();
  session.settings.changeSettings({ instructions: 'Be brief.', temperature: '0.5' });
  await session.changeChatSettings(conversationId, { temperature: '1', maxOutputTokens: '50' });
  await send('Second', conversationId);
  const { request } = await transport.asked(2);
  expect(request.params).toEqual({ temperature: 1, maxOutputTokens: 50 });
  expect(request.messages[0]).toEqual({ role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] });
  expect(request.messages).toHaveLength(4);
});

test('[U101] Continue asks as the answer was asked, Regenerate as is set now', async () => {
  const { session, send, transport, conversationId } = await withChat();
  await session.changeChatSettings(conversationId, { instructions: 'Be brief.' });
  const { messageId } = await send('Second', conversationId);
  stopAfter(await transport.asked(2), 'Half');
  await session.changeChatSettings(conversationId, { instructions: 'Be long.' });
  await session.continue(messageId);
  const told = { role: 'system', parts: [{ type: 'text', text: 'Be brief.' }] };
  expect((await transport.asked(3)).request.messages[0]).toEqual(told);
  stopAfter(await transport.asked(3), ' more');
  await session.regenerate(messageId, 'built-in/tiny');
  const anew = { role: 'system', parts: [{ type: 'text', text: 'Be long.' }] };
  expect((await transport.asked(4)).request.messages[0]).toEqual(anew);
});

test('[U103] what a chat has for itself is on disk, in its branches and in an archive, gone and back with it', async () => {
  const { session, repository, state, conversationId, messageId, chat } = await withChat();
  await session.changeChatSettings(conversationId, { scrollMode: 'end', instructions: 'Be brief.' });
  const own = { modelId: 'built-in/tiny', scrollMode: 'end', instructions: 'Be brief.' };
  expect(await repository.loadConversations([conversationId])).toMatchObject([{ settings: own }]);
  const branch = await session.branch(messageId);
  if (branch.status !== 'kept') throw new Error(branch.error.message);
  expect(state().conversations.get(branch.conversationId)?.settings).toEqual(own);
  await session.changeChatSettings(conversationId, { scrollMode: undefined });
  expect(chat()?.settings).toEqual({ modelId: 'built-in/tiny', instructions: 'Be brief.' });
  await session.deleteConversation(conversationId);
  expect(await repository.loadConversations([conversationId])).toEqual([]);
  await session.undoDelete();
  const back = { settings: { instructions: 'Be brief.' } };
  expect(await repository.loadConversations([conversationId])).toMatchObject([back]);
  const archive = await (await session.loadArchiving()).save();
  const other = createTestSession({ repository: createMemoryRepository() });
  await (await other.session.loadArchiving()).bringIn(archive);
  expect(other.state().conversations.get(conversationId)).toMatchObject(back);
  expect(other.session.settings.getState()).toEqual(DEFAULT_SETTINGS);
});

test('[U103] what one tab gives a chat holds in the others', async () => {
  const browser = createTestBrowser();
  const [tab, other] = await browser.openTwo();
  const { conversationId } = await tab.send('Question');
  await expect.poll(() => other.state().conversations.has(conversationId)).toBe(true);
  await tab.session.changeChatSettings(conversationId, { temperature: '0.2' });
  await expect.poll(() => other.state().conversations.get(conversationId)?.settings?.temperature).toBe('0.2');
});
