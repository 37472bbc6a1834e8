import { textOf, type ConversationId, lastRun } from '../../../src/conversation/Message.ts';
import { activePath } from '../../../src/conversation/tree.ts';
import type { ChatState } from '../../../src/store/ChatState.ts';
import { snapshotOf } from '../../../src/store/snapshotOf.ts';
import type { Ending, Sighting } from '../judge.ts';

/** Notes what pages show, and outlives them. */
export interface Recorder {
  readonly sightings: readonly Sighting[];
  /** Looks at a page. The returned function says that it is gone. */
  watch(page: Watched): () => void;
}

/** A page that is looked at. */
export interface Watched {
  readonly name: string;
  readonly store: { getState(): ChatState; subscribe(listener: () => void): () => void };
}

/** A recorder that has seen nothing. */
export function createRecorder(nowMs: () => number): Recorder {
  const sightings: Sighting[] = [];
  return {
    sightings,
    watch({ name, store }) {
      let shown = new Map<string, { readonly text: string; readonly sinceMs: number }>();
      const look = (answers: readonly Ending[]): void => {
        const next: typeof shown = new Map();
        for (const { messageId, text } of answers) {
          const known = shown.get(messageId);
          next.set(messageId, known?.text === text ? known : { text, sinceMs: nowMs() });
        }
        for (const [messageId, { text, sinceMs }] of shown) {
          if (next.get(messageId)?.text === text) continue;
          sightings.push({ where: name, messageId, text, fromMs: sinceMs, toMs: nowMs() });
        }
        shown = next;
      };
      const draw = (): void => look(answersIn(store.getState(), name));
      const unsubscribe = store.subscribe(draw);
      draw();
      return () => {
        unsubscribe();
        look([]);
      };
    },
  };
}

/** The answers that a page shows. */
export function answersIn(state: ChatState, where: string): readonly Ending[] {
  return state.inSight === undefined ? [] : answersOf(state, state.inSight, where);
}

function answersOf(state: ChatState, conversationId: ConversationId, where: string): readonly Ending[] {
  const { threads, conversations } = state;
  const path = activePath(
    threads.get(conversationId) ?? new Map(),
    conversations.get(conversationId)?.shownChildren ?? {},
  );
  return path.flatMap(({ id }) => {
    const message = snapshotOf(state, { conversationId, messageId: id });
    if (message?.role !== 'assistant') return [];
    const { status } = lastRun(message).reply.state;
    return [{ where, messageId: id, text: textOf(message), status }];
  });
}
