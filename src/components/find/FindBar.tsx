import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useEffectEvent, useRef, type KeyboardEvent as FieldKey, type RefObject } from 'react';
import type { ConversationId } from '../../conversation/Message.ts';
import { isComposing } from '../../hooks/isComposing.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { say } from '../../words/say.ts';
import { useFinding, type Finding } from './useFinding.ts';

/**
 * Finds words in one chat, on all of its branches and in what was thought. Enter and Shift+Enter, F3 and Shift+F3 lead from one place to
 * the next; Ctrl+F comes back to its field while it is open; Esc closes it.
 *
 * @see docs/spec.md U64
 */
export default function FindBar({ conversationId, onClose }: { conversationId: ConversationId; onClose: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const finding = useFinding(conversationId);
  const { typed, type, count, index, move } = finding;
  useFindKeys(field, finding);
  const onKeyDown = (event: FieldKey) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Enter') move(event.shiftKey ? -1 : 1);
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  return (
    <search
      aria-label={say('In this chat')}
      className="mx-3 mb-2 flex max-w-[calc(100%-1.5rem)] items-center self-end rounded-xl border border-line bg-menu p-1"
    >
      <input
        ref={field}
        type="text"
        inputMode="search"
        aria-label={say('Find in this chat')}
        placeholder={say('Find in this chat')}
        // Who asked to find wants to type.
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={typed}
        onChange={(event) => type(event.target.value)}
        onKeyDown={onKeyDown}
        className="min-h-(--target) w-56 min-w-0 rounded-lg bg-transparent px-2.5 text-[0.9375rem] outline-offset-[-2px] placeholder:text-fg-3 pointer-coarse:text-[1rem]"
      />
      <span role="status" className="shrink-0 px-2 text-[0.8125rem] text-fg-3 tabular-nums">
        {typed.trim() !== '' &&
          (count === 0 ? say('Nothing found') : say('{place} of {count}', { place: index + 1, count }))}
      </span>
      <IconButton label={say('Previous place')} icon={ChevronUp} disabled={count === 0} onClick={() => move(-1)} />
      <IconButton label={say('Next place')} icon={ChevronDown} disabled={count === 0} onClick={() => move(1)} />
      <IconButton label={say('Close find')} icon={X} onClick={onClose} />
    </search>
  );
}

/** The keys that work wherever the focus is. */
function useFindKeys(field: RefObject<HTMLInputElement | null>, { move }: Finding): void {
  const hear = useEffectEvent((event: KeyboardEvent) => {
    if (isComposing(event) || document.querySelector('dialog[open]')) return;
    const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!isFind && event.key !== 'F3') return;
    event.preventDefault();
    if (event.key === 'F3') return move(event.shiftKey ? -1 : 1);
    field.current?.focus();
    field.current?.select();
  });
  useEffect(() => {
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
}
