import { useState, type FormEvent } from 'react';
import { MAX_TAGS, type Conversation } from '../../conversation/Conversation.ts';
import { hasTag, tagFrom, tagsOf } from '../../conversation/tags.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSession } from '../../hooks/useSession.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';

/** What chats are filed under: every tag that there is, and a field for another. */
export function TagsDialog({
  conversations: given,
  onClose,
}: {
  conversations: readonly Conversation[];
  onClose: () => void;
}) {
  const session = useSession();
  const all = useChat((state) => state.conversations);
  const [typed, setTyped] = useState('');
  const chats = given.map((chat) => all.get(chat.id) ?? chat);
  const ids = chats.map(({ id }) => id);
  const full = chats.some(({ tags }) => (tags?.length ?? 0) >= MAX_TAGS);
  const tag = tagFrom(typed);
  const add = (event: FormEvent) => {
    event.preventDefault();
    if (tag === undefined) return;
    void session.fileConversations(ids, { addTags: [tag] });
    setTyped('');
  };
  return (
    <Dialog title={chats.length === 1 ? 'Tags of this chat' : `Tags of ${chats.length} chats`} onClose={onClose}>
      <form onSubmit={add} className="flex gap-2">
        <input
          aria-label="New tag"
          placeholder="New tag"
          value={typed}
          maxLength={40}
          autoComplete="off"
          // Who opens it wants to write or to choose; the field comes first.
          autoFocus
          onChange={(event) => setTyped(event.target.value)}
          className="min-h-(--target) min-w-0 flex-1 rounded-lg border border-line-control bg-surface-0 px-2.5 text-[1rem]"
        />
        <Button type="submit" kind="primary" disabled={tag === undefined || full}>
          Add
        </Button>
      </form>
      {full && <p className="mt-2 text-[0.8125rem] text-fg-3">A chat has at most {MAX_TAGS} tags.</p>}
      <ul className="mt-3">
        {tagsOf(all.values()).map((known) => {
          const count = chats.filter((chat) => hasTag(chat, known)).length;
          const isOnAll = count === chats.length;
          return (
            <li key={known}>
              <label className="flex min-h-(--target) items-center gap-2.5 rounded-lg px-2 hover:bg-surface-2">
                <input
                  type="checkbox"
                  checked={isOnAll}
                  ref={(box) => {
                    if (box) box.indeterminate = count > 0 && !isOnAll;
                  }}
                  onChange={() =>
                    void session.fileConversations(ids, isOnAll ? { removeTags: [known] } : { addTags: [known] })
                  }
                  className="size-4"
                />
                <bdi className="truncate">{known}</bdi>
              </label>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
