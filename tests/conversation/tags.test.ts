import { expect, test } from 'vitest';
import { messageLink } from '../../src/conversation/messageLink.ts';
import { prefillFrom } from '../../src/conversation/prefillFrom.ts';
import { filed, tagFrom, tagsOf } from '../../src/conversation/tags.ts';
import { conversation, conversationId, messageId } from '../persistence/rows.ts';

test('[C20] a tag is one short line without its mark', () => {
  expect(tagFrom('  #  My\n tag ')).toBe('My tag');
  expect(tagFrom('##')).toBeUndefined();
  expect(tagFrom('x'.repeat(60))).toHaveLength(40);
});

test('[C20] what is filed changes only what is named, and what changes nothing gives the same chat', () => {
  const chat = conversation('a');
  const tagged = filed(chat, { pinned: true, addTags: ['Rivers', '#rivers', 'Lakes'] });
  expect(tagged).toEqual({ ...chat, pinned: true, tags: ['Rivers', 'Lakes'] });
  expect(filed(tagged, { pinned: true, addTags: ['LAKES'], removeTags: ['none'] })).toBe(tagged);
  expect(filed(tagged, { pinned: false, archived: true, removeTags: ['rivers', 'lakes'] })).toEqual({
    ...chat,
    archived: true,
  });
  const many = Array.from({ length: 20 }, (_, index) => `tag ${index}`);
  expect(filed(chat, { addTags: many }).tags).toHaveLength(12);
});

test('[C20] all tags are told once, in the order of the alphabet', () => {
  expect(tagsOf([conversation('a', { tags: ['b', 'A'] }), conversation('b', { tags: ['B', 'c'] })])).toEqual([
    'A',
    'b',
    'c',
  ]);
});

test('[C21] the address of a message and of its chat', () => {
  expect(messageLink(conversationId('chat-1'), messageId('message-1'))).toBe('/c/chat-1#m-message-1');
  expect(messageLink(conversationId('chat-1'))).toBe('/c/chat-1');
});

test('[C22] a link brings the text of its q, and nothing that cannot be seen', () => {
  expect(prefillFrom('?q=a+b%20c&x=1')).toBe('a b c');
  expect(prefillFrom('?x=1&q=one%0D%0Atwo%09three')).toBe('one\ntwo\tthree');
  expect(prefillFrom(`?q=${encodeURIComponent('a\u{E0041}\u202Eb\u200Bc\u0007')}`)).toBe('abc');
  expect(prefillFrom('?q=100%')).toBe('100%');
  expect(prefillFrom('?q=%20')).toBeUndefined();
  expect(prefillFrom('?query=x')).toBeUndefined();
  expect(prefillFrom(`?q=${'x'.repeat(9000)}`)).toHaveLength(8000);
});
