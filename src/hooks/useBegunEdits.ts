import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { QueueKey } from '../conversation/Draft.ts';
import { editorOf, type QueuedMessage } from '../conversation/queue.ts';
import { useSession } from './useSession.ts';

/** Those of the messages that wait in whose editor something was typed and not saved. */
export function useBegunEdits(queued: readonly QueuedMessage[]): ReadonlySet<QueueKey> {
  return useStore(
    useSession().drafts,
    useShallow((drafts) => new Set(queued.map(({ key }) => key).filter((key) => drafts.has(editorOf(key))))),
  );
}
