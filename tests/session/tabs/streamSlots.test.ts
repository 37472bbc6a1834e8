import { expect, onTestFinished, test } from 'vitest';
import type { ReplyId } from '../../../protocol/ids.ts';
import { loneLocks } from '../../../src/session/tabs/loneLocks.ts';
import { createStreamSlots } from '../../../src/session/tabs/streamSlots.ts';
import type { GatedLink } from '../../../src/transport/linkGate.ts';
import { createManualClock } from '../../transport/createManualClock.ts';

/** Several tabs with slots of one browser. */
function createTabs(count: number, slots: number) {
  const locks = loneLocks();
  const clock = createManualClock();
  const tabs = Array.from({ length: count }, () => {
    const state = { isVisible: true, asked: 0 };
    const hidden = new Set<string>();
    const tabSlots = createStreamSlots({
      locks,
      count: slots,
      clock,
      isInSight: (replyId) => state.isVisible && !hidden.has(replyId),
      askOthers() {
        state.asked += 1;
        for (const other of tabs) if (other.slots !== tabSlots) other.slots.giveUp();
      },
    });
    return { slots: tabSlots, state, hidden };
  });
  return { clock, tabs };
}

type Tab = ReturnType<typeof createTabs>['tabs'][number];

/** Follows a reply for ever, as the transport does: what it is let do, in order. */
function follow(tab: Tab | undefined, name: string) {
  const reply = { said: [] as string[], now: 'waiting', aborter: new AbortController() };
  const run = async ({ slots }: Tab): Promise<void> => {
    while (!reply.aborter.signal.aborted) {
      const paused = Promise.withResolvers<void>();
      const link: GatedLink = { replyId: name as ReplyId, pause: () => paused.resolve() };
      const kind = await slots.admit(link, reply.aborter.signal);
      reply.said.push(kind);
      reply.now = kind;
      if (kind === 'stream') await Promise.race([paused.promise, abortOf(reply.aborter.signal)]);
      slots.leave(link);
      reply.now = 'waiting';
    }
  };
  if (tab) void run(tab);
  onTestFinished(() => reply.aborter.abort());
  return reply;
}

function abortOf(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });
}

const turn = () => new Promise((resolve) => setTimeout(resolve));

test('[G5] of all tabs together no more replies than there are slots hold a connection; the others are read again and again', async () => {
  const { clock, tabs } = createTabs(20, 4);
  const replies = tabs.map((tab, index) => follow(tab, `reply-${index}`));
  await turn();
  for (let n = 0; n < 5; n += 1) {
    clock.advance(600);
    await turn();
    expect(replies.filter(({ now }) => now === 'stream')).toHaveLength(4);
  }
  const pieces = replies.filter(({ now }) => now !== 'stream').map(({ said }) => said.length);
  expect(pieces).toEqual(Array.from({ length: 16 }, () => 6));
});

test('[G5] the first piece is read at once, so that a question is never held back', async () => {
  const { tabs } = createTabs(2, 1);
  follow(tabs[0], 'reply-a');
  await turn();
  const second = follow(tabs[1], 'reply-b');
  await turn();
  expect(second.said).toEqual(['piece']);
});

test('[G5] a slot that becomes free goes to a reply in sight that waits, at once', async () => {
  const { tabs } = createTabs(3, 1);
  const first = follow(tabs[0], 'reply-a');
  await turn();
  const [hidden, seen] = [follow(tabs[1], 'reply-b'), follow(tabs[2], 'reply-c')];
  if (tabs[1]) tabs[1].state.isVisible = false;
  await turn();
  first.aborter.abort();
  await turn();
  expect(seen.now).toBe('stream');
  expect(hidden.said).not.toContain('stream');
});

test('[G6] a hidden tab gives its slot up when somebody waits, is read in pieces, and has a slot again when it is shown', async () => {
  const { tabs } = createTabs(2, 1);
  const [one, other] = tabs;
  const first = follow(one, 'reply-a');
  await turn();
  if (one) one.state.isVisible = false;
  await turn();
  expect(first.now).toBe('stream');
  const second = follow(other, 'reply-b');
  await turn();
  expect(second.now).toBe('stream');
  expect(first.said).toEqual(['stream', 'piece']);
  if (one) one.state.isVisible = true;
  if (other) other.state.isVisible = false;
  one?.slots.reconsider();
  await turn();
  expect(first.now).toBe('stream');
  expect(second.now).not.toBe('stream');
});

test('[G6] a tab that is seen keeps its slot', async () => {
  const { clock, tabs } = createTabs(2, 1);
  const first = follow(tabs[0], 'reply-a');
  await turn();
  follow(tabs[1], 'reply-b');
  for (let n = 0; n < 10; n += 1) {
    await turn();
    clock.advance(600);
  }
  expect(first.said).toEqual(['stream']);
  // Asking costs every tab a look: not with every piece.
  expect(tabs[1]?.state.asked).toBeLessThanOrEqual(4);
});

test('[G6] in one tab the chat in sight comes before the others, also when the reader turns to another', async () => {
  const { clock, tabs } = createTabs(1, 1);
  const [tab] = tabs;
  tab?.hidden.add('reply-b');
  const [first, second] = [follow(tab, 'reply-a'), follow(tab, 'reply-b')];
  await turn();
  expect([first.now, second.now]).toEqual(['stream', 'waiting']);
  tab?.hidden.add('reply-a');
  tab?.hidden.delete('reply-b');
  tab?.slots.reconsider();
  await turn();
  clock.advance(0);
  await turn();
  expect(second.now).toBe('stream');
  expect(first.now).not.toBe('stream');
});

test('[G6] a hidden reply without a slot is read at once when it is shown', async () => {
  const { clock, tabs } = createTabs(2, 1);
  follow(tabs[0], 'reply-a');
  await turn();
  if (tabs[1]) tabs[1].state.isVisible = false;
  const second = follow(tabs[1], 'reply-b');
  for (let n = 0; n < 6; n += 1) {
    await turn();
    clock.advance(2000);
  }
  await turn();
  const before = second.said.length;
  if (tabs[1]) tabs[1].state.isVisible = true;
  tabs[1]?.slots.reconsider();
  await turn();
  expect(second.said).toHaveLength(before + 1);
});

test.each([
  ['in sight', true, [100, 200, 400, 600, 600]],
  ['that nobody looks at', false, [100, 200, 400, 800, 1600, 2000, 2000]],
] as const)(
  '[G6] a reply %s rests longer and longer between two pieces, up to a limit',
  async (_which, isSeen, rests) => {
    const { clock, tabs } = createTabs(2, 1);
    follow(tabs[0], 'reply-a');
    await turn();
    if (tabs[1]) tabs[1].state.isVisible = isSeen;
    const second = follow(tabs[1], 'reply-b');
    await turn();
    for (const [index, ms] of rests.entries()) {
      clock.advance(ms - 1);
      await turn();
      expect(second.said).toHaveLength(index + 1);
      clock.advance(1);
      await turn();
      expect(second.said).toHaveLength(index + 2);
    }
  },
);

test('[G8] a reply that is known to have ended is read at once, and no other', async () => {
  const { tabs } = createTabs(2, 1);
  follow(tabs[0], 'reply-a');
  await turn();
  const [second, third] = [follow(tabs[1], 'reply-b'), follow(tabs[1], 'reply-c')];
  await turn();
  tabs[1]?.slots.hurry('reply-b' as ReplyId);
  await turn();
  expect([second.said.length, third.said.length]).toEqual([2, 1]);
});

test('[G7] connections that were there before take slots as far as there are any; the others go on in pieces', async () => {
  const { tabs } = createTabs(2, 2);
  const first = follow(tabs[0], 'reply-a');
  await turn();
  const paused: string[] = [];
  const link = (name: string): GatedLink => ({ replyId: name as ReplyId, pause: () => paused.push(name) });
  tabs[1]?.hidden.add('unseen');
  await tabs[1]?.slots.adopt(new Set([link('unseen'), link('seen')]));
  expect(paused).toEqual(['unseen']);
  const next = follow(tabs[1], 'next');
  await turn();
  expect([first.now, next.said]).toEqual(['stream', ['piece']]);
});

test('[G5] a following that ends while it waits leaves nothing behind', async () => {
  const { clock, tabs } = createTabs(2, 1);
  const first = follow(tabs[0], 'reply-a');
  await turn();
  const second = follow(tabs[1], 'reply-b');
  await turn();
  second.aborter.abort();
  await turn();
  expect(clock.waiting).toBe(0);
  first.aborter.abort();
  await turn();
  const third = follow(tabs[1], 'reply-c');
  await turn();
  expect(third.now).toBe('stream');
});
