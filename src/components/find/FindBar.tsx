import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { ConversationId } from '../../conversation/Message.ts';
import { isComposing } from '../../hooks/isComposing.ts';
import { showTurn } from '../../hooks/showTurn.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSession } from '../../hooks/useSession.ts';
import { useThreadHits } from '../../hooks/useThreadHits.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { clearHighlights, highlightIn, openThoughts } from './highlightIn.ts';

/**
 * Finds words in one chat, on all of its branches and in what was thought. Enter and Shift+Enter, F3 and Shift+F3 lead from one place to
 * the next; Ctrl+F comes back to its field while it is open; Esc closes it.
 *
 * @see docs/spec.md U64
 */
export default function FindBar({ conversationId, onClose }: { conversationId: ConversationId; onClose: () => void }) {
  const session = useSession();
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState<{ of: string; index: number }>({ of: '', index: 0 });
  const hits = useThreadHits(conversationId, typed);
  const index = at.of === typed ? Math.min(at.index, hits.length - 1) : -1;
  const hit = hits[index];
  const isGrowing = useChat(({ liveRuns }) => [...liveRuns.values()].some((run) => run.conversationId === conversationId));

  const move = useEffectEvent((step: 1 | -1) => {
    if (hits.length === 0) return;
    const from = index === -1 ? (step === 1 ? -1 : 0) : index;
    setAt({ of: typed, index: (from + step + hits.length) % hits.length });
  });
  const keys = useEffectEvent((event: KeyboardEvent) => {
    if (isComposing(event) || document.querySelector('dialog[open]')) return;
    const isFind = event.key.toLowerCase() === 'f' && (event.ctrlKey || event.metaKey) && !event.altKey;
    if (!isFind && event.key !== 'F3') return;
    event.preventDefault();
    if (event.key === 'F3') return move(event.shiftKey ? -1 : 1);
    field.current?.focus();
    field.current?.select();
  });
  useEffect(() => {
    document.addEventListener('keydown', keys);
    return () => {
      document.removeEventListener('keydown', keys);
      clearHighlights();
    };
  }, []);

  // By its place and not by the list, which is made anew with every message.
  const target = useMemo(
    () => hit && { messageId: hit.messageId, index: hit.index, inReasoning: hit.inReasoning },
    // oxlint-disable-next-line react/exhaustive-deps
    [hit?.messageId, hit?.index, hit?.inReasoning],
  );
  useEffect(() => {
    clearHighlights();
    if (!target) return undefined;
    let giveUp: (() => void) | undefined;
    let left = false;
    const show = async (): Promise<void> => {
      await session.showMessage(conversationId, target.messageId);
      if (left) return;
      giveUp = showTurn(target.messageId, {
        onShown: (turn) => target.inReasoning && openThoughts(turn),
        scroll: (turn) => highlightIn(turn, typed, target.index),
      });
    };
    void show();
    return () => {
      left = true;
      giveUp?.();
    };
  }, [session, conversationId, typed, target]);

  return (
    <search
      aria-label="In this chat"
      className="absolute end-3 top-12 z-20 flex max-w-[calc(100%-1.5rem)] items-center rounded-xl border border-line bg-menu p-1"
    >
      <input
        ref={field}
        type="text"
        inputMode="search"
        aria-label="Find in this chat"
        placeholder="Find in this chat"
        // Who asked to find wants to type.
        autoFocus
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt({ of: event.target.value, index: 0 });
        }}
        onKeyDown={(event) => {
          if (isComposing(event.nativeEvent)) return;
          if (event.key === 'Escape') {
            event.preventDefault();
            onClose();
          }
          if (event.key === 'Enter') move(event.shiftKey ? -1 : 1);
        }}
        className="min-h-(--target) w-56 min-w-0 rounded-lg bg-transparent px-2.5 text-[0.9375rem] outline-offset-[-2px] placeholder:text-fg-3 pointer-coarse:text-[1rem]"
      />
      <span role="status" className="shrink-0 px-2 text-[0.8125rem] text-fg-3 tabular-nums">
        {typed.trim() !== '' && (hits.length === 0 ? 'Nothing found' : `${index + 1} of ${hits.length}${isGrowing ? '…' : ''}`)}
      </span>
      <IconButton label="Previous place" icon={ChevronUp} disabled={hits.length === 0} onClick={() => move(-1)} />
      <IconButton label="Next place" icon={ChevronDown} disabled={hits.length === 0} onClick={() => move(1)} />
      <IconButton label="Close find" icon={X} onClick={onClose} />
    </search>
  );
}
