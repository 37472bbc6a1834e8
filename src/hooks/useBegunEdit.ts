import { useStore } from 'zustand';
import { editorOf, type QueuedMessage } from '../conversation/queue.ts';
import { useSession } from './useSession.ts';

/** The first of the messages that wait in whose editor something was typed and not saved. */
export function useBegunEdit(queued: readonly QueuedMessage[]): QueuedMessage | undefined {
  return useStore(useSession().drafts, (drafts) => queued.find(({ key }) => drafts.has(editorOf(key))));
}
