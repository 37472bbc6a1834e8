import { useRef } from 'react';
import type { ConversationId } from '../../conversation/Message.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useFocusReturn } from '../../hooks/useFocusReturn.ts';
import { useSession } from '../../hooks/useSession.ts';

/** Brings back the chat that was just deleted. Gone after ten seconds, and then the chat is too. */
export function UndoToast({ onUndone }: { onUndone: (conversationId: ConversationId) => void }) {
  const session = useSession();
  const deleted = useChat((state) => state.lastDeleted);
  if (!deleted) return null;
  const undo = () => {
    void session.undoDelete();
    onUndone(deleted.conversation.id);
  };
  return <Toast onUndo={undo} />;
}

function Toast({ onUndo }: { onUndo: () => void }) {
  const box = useRef<HTMLDivElement>(null);
  const onFocus = useFocusReturn(box);
  return (
    <div
      ref={box}
      onFocus={onFocus}
      className="fixed inset-x-0 bottom-32 z-30 mx-auto flex w-fit max-w-[calc(100vw-2rem)] items-center gap-3 rounded-xl border border-line bg-menu py-1.5 ps-4 pe-1.5 text-[0.9375rem]"
    >
      <span className="truncate">Chat deleted</span>
      <button
        type="button"
        onClick={onUndo}
        className="min-h-(--target) rounded-lg px-3 font-medium text-fg-1 underline underline-offset-4 hover:bg-menu-hover"
      >
        Undo
      </button>
    </div>
  );
}
