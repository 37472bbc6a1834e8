import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { AssistantMessage, MessageId } from '../conversation/Message.ts';

/** How a reader has a turn shown that is not simply drawn: by its first lines, or as an answer was when its drawing was paused. */
export type TurnView = 'collapsed' | AssistantMessage;

// Of the page alone: nothing of it is kept, and a message has one name everywhere.
const views = createStore<ReadonlyMap<MessageId, TurnView>>(() => new Map());

/** Has a turn shown so from now on; simply drawn without a view. */
export function viewTurn(id: MessageId, view?: TurnView): void {
  const next = new Map(views.getState());
  if (view) next.set(id, view);
  else next.delete(id);
  views.setState(next, true);
}

/** How a turn is shown; `undefined` when it is simply drawn. */
export function useTurnView(id: MessageId): TurnView | undefined {
  return useStore(views, (all) => all.get(id));
}
