import { beforeEach, expect, test } from 'vitest';
import { createPlaceMemory } from '../../src/hooks/placeMemory.ts';

const PLACE = { messageId: 'message-1', top: -12.5 };

beforeEach(() => sessionStorage.clear());

test('[U37] a place is remembered for its chat alone, and the end is nothing to remember', () => {
  createPlaceMemory('one').keep(PLACE);
  expect(createPlaceMemory('one').recall()).toEqual(PLACE);
  expect(createPlaceMemory('two').recall()).toBeUndefined();
  createPlaceMemory('one').keep(undefined);
  expect(createPlaceMemory('one').recall()).toBeUndefined();
});

test('[U37] the places of the last 200 chats are remembered', () => {
  for (let chat = 0; chat <= 200; chat += 1) createPlaceMemory(`chat-${chat}`).keep(PLACE);
  expect(createPlaceMemory('chat-0').recall()).toBeUndefined();
  expect(createPlaceMemory('chat-1').recall()).toEqual(PLACE);
});

test.each([
  '{',
  '{}',
  '[7]',
  '[["one"]]',
  '[["one",null]]',
  '[["one",{"messageId":1,"top":0}]]',
  '[["one",{"messageId":"m","top":"0"}]]',
])('[U37] what is no place is passed over: %s', (stored) => {
  sessionStorage.setItem('rivulet.places', stored);
  expect(createPlaceMemory('one').recall()).toBeUndefined();
});

test('[U37] where the browser keeps nothing every chat begins at its end', () => {
  const refuse = (): Storage => {
    throw new DOMException('Refused', 'SecurityError');
  };
  const memory = createPlaceMemory('one', refuse);
  memory.keep(PLACE);
  expect(memory.recall()).toBeUndefined();
});
