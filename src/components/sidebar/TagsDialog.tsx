import { useState, type SubmitEvent } from 'react';
import { MAX_TAGS, type Conversation } from '../../conversation/Conversation.ts';
import { hasTag, tagFrom, tagsOf } from '../../conversation/tags.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSession } from '../../hooks/useSession.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { say } from '../../words/say.ts';

/** What chats are filed under: every tag that there is, and a field for another. */
export default function TagsDialog({
  conversations: given,
  onClose,
}: {
  conversations: readonly Conversation[];
  onClose: () => void;
}) {
  const session = useSession();
  const all = useChat((state) => state.conversations);
  const chats = given.map((chat) => all.get(chat.id) ?? chat);
  const ids = chats.map(({ id }) => id);
  return (
    <Dialog
      title={chats.length === 1 ? say('Tags of this chat') : say('Tags of {count} chats', { count: chats.length })}
      onClose={onClose}
    >
      <NewTag
        full={chats.some(({ tags }) => (tags?.length ?? 0) >= MAX_TAGS)}
        onAdd={(tag) => void session.fileConversations(ids, { addTags: [tag] })}
      />
      <ul className="mt-3">
        {tagsOf(all.values()).map((tag) => {
          const count = chats.filter((chat) => hasTag(chat, tag)).length;
          const isOnAll = count === chats.length;
          const filing = isOnAll ? { removeTags: [tag] } : { addTags: [tag] };
          return (
            <li key={tag}>
              <label className="flex min-h-(--target) items-center gap-2.5 rounded-lg px-2 hover:bg-surface-2">
                <input
                  type="checkbox"
                  checked={isOnAll}
                  ref={(box) => {
                    if (box) box.indeterminate = count > 0 && !isOnAll;
                  }}
                  onChange={() => void session.fileConversations(ids, filing)}
                  className="size-4"
                />
                <bdi className="truncate">{tag}</bdi>
              </label>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}

function NewTag({ full, onAdd }: { full: boolean; onAdd: (tag: string) => void }) {
  const [typed, setTyped] = useState('');
  const tag = tagFrom(typed);
  const add = (event: SubmitEvent) => {
    event.preventDefault();
    if (tag === undefined || full) return;
    onAdd(tag);
    setTyped('');
  };
  return (
    <form onSubmit={add}>
      <div className="flex gap-2">
        <input
          aria-label={say('New tag')}
          placeholder={say('New tag')}
          value={typed}
          maxLength={40}
          autoComplete="off"
          // Who opens it wants to write or to choose; the field comes first.
          autoFocus
          onChange={(event) => setTyped(event.target.value)}
          className="min-h-(--target) min-w-0 flex-1 rounded-lg border border-line-control bg-surface-0 px-2.5 text-[1rem]"
        />
        <Button type="submit" kind="primary" disabled={tag === undefined || full}>
          {say('Add')}
        </Button>
      </div>
      {full && (
        <p className="mt-2 text-[0.8125rem] text-fg-3">
          {say('A chat has at most {count} tags.', { count: MAX_TAGS })}
        </p>
      )}
    </form>
  );
}
