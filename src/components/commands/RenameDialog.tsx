import { useState, type SubmitEvent } from 'react';
import type { ConversationId } from '../../conversation/Message.ts';
import { useSession } from '../../hooks/useSession.ts';
import { say } from '../../words/say.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { firstFocus } from '../ui/firstFocus.ts';

/** Gives the open chat another title, wherever its row is. An empty one changes nothing. */
export function RenameDialog({ conversationId, onClose }: { conversationId: ConversationId; onClose: () => void }) {
  const session = useSession();
  const [title, setTitle] = useState(() => session.store.getState().conversations.get(conversationId)?.title ?? '');
  const save = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (title.trim() !== '') void session.renameConversation(conversationId, title.trim());
    event.currentTarget.closest('dialog')?.close();
  };
  return (
    <Dialog title={say('Rename chat')} onClose={onClose}>
      <form onSubmit={save} className="flex gap-2">
        <input
          aria-label={say('Chat title')}
          ref={firstFocus}
          value={title}
          maxLength={200}
          autoComplete="off"
          onFocus={(event) => event.target.select()}
          onChange={(event) => setTitle(event.target.value)}
          className="min-h-(--target) min-w-0 flex-1 rounded-lg border border-line-control bg-surface-0 px-2.5 text-[1rem]"
        />
        <Button type="submit" kind="primary">
          {say('Save')}
        </Button>
      </form>
    </Dialog>
  );
}
