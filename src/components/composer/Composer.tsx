import { ArrowUp, Square } from 'lucide-react';
import type { KeyboardEvent, ReactNode, RefObject, SyntheticEvent } from 'react';
import { isComposing } from '../../hooks/isComposing.ts';
import { useSession } from '../../hooks/useSession.ts';
import { useSettings } from '../../hooks/useSettings.ts';
import type { SendKey } from '../../settings/settings.ts';
import { Button } from '../ui/Button.tsx';
import { say } from '../../words/say.ts';
import { TextLength } from './TextLength.tsx';
import { useSentTexts } from './useSentTexts.ts';

/** What the composer is given. */
export interface ComposerProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Whether a reply of this chat is being made: then the button stops it and Enter queues the text. */
  readonly streaming: boolean;
  readonly onSend: () => void;
  /** Lets the text wait for the end of the reply. */
  readonly onQueue: () => void;
  readonly onStop: () => void;
  /** What was asked in this chat, the first first: Alt+Up and Alt+Down lead through it. */
  readonly sentTexts: () => readonly string[];
  /** Up in an empty box. */
  readonly onEditLast: () => void;
  readonly field: RefObject<HTMLTextAreaElement | null>;
  /** What stands at the start of the lower row: the model picker. */
  readonly children: ReactNode;
}

/**
 * The box that a question is written in. Enter (or Ctrl+Enter, as it is set) sends, or queues while a reply is being made, Shift+Enter breaks the
 * line, and so does Enter on touch; keys of an input method are left alone; a held Enter sends once.
 *
 * @see docs/spec.md U2 to U6, U68 and U69
 */
export function Composer(props: ComposerProps) {
  const { text, onText, streaming, onSend, onQueue, onStop, onEditLast, sentTexts, field, children } = props;
  const refuseFiles = useRefuseFiles();
  const empty = text.trim() === '';
  const send = () => {
    if (empty) return;
    if (streaming) onQueue();
    else onSend();
  };
  const [{ sendKey }] = useSettings();
  const lookBack = useSentTexts(sentTexts);
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (isComposing(event.nativeEvent)) return;
    if (isSendKey(event, sendKey)) {
      event.preventDefault();
      if (!event.repeat) send();
    }
    if ((event.key === 'ArrowUp' || event.key === 'ArrowDown') && event.altKey) {
      event.preventDefault();
      const other = lookBack(event.key === 'ArrowUp' ? 'earlier' : 'later', text);
      if (other !== undefined) onText(other);
    }
    if (event.key === 'ArrowUp' && text === '' && !hasModifier(event)) {
      event.preventDefault();
      onEditLast();
    }
  };
  return (
    // Not a <form>: the model menu inside of it has one, and forms do not nest.
    <div
      role="form"
      aria-label={say('Message')}
      className="rounded-(--radius-card) border border-line bg-card transition-colors focus-within:border-line-control"
    >
      <textarea
        ref={field}
        aria-label={say('Message')}
        placeholder={say('Ask anything')}
        dir="auto"
        rows={1}
        autoComplete="off"
        enterKeyHint={hasTouchKeyboard() || sendKey !== 'Enter' ? 'enter' : 'send'}
        value={text}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKeyDown}
        onPaste={(event) => refuseFiles(event, event.clipboardData)}
        onDrop={(event) => refuseFiles(event, event.dataTransfer)}
        className="block field-sizing-content max-h-[40dvh] min-h-13 w-full resize-none bg-transparent px-4 pt-3.5 pb-1 leading-[1.6] outline-none placeholder:text-fg-3"
      />
      <div className="flex items-center justify-between gap-2 p-2">
        <div className="me-auto min-w-0">{children}</div>
        <TextLength text={text} />
        {streaming && !empty && <Button onClick={send}>{say('Queue')}</Button>}
        <SendOrStop streaming={streaming} empty={empty} onSend={send} onStop={onStop} />
      </div>
    </div>
  );
}

/** One element, so that the focus stays where it is. */
function SendOrStop(props: { streaming: boolean; empty: boolean; onSend: () => void; onStop: () => void }) {
  const { streaming, empty, onSend, onStop } = props;
  return (
    <button
      type="button"
      aria-label={streaming ? say('Stop') : say('Send')}
      title={streaming ? say('Stop') : say('Send')}
      aria-disabled={!streaming && empty}
      // A held Enter on the button would send and stop in turn.
      onKeyDown={(event) => event.repeat && event.preventDefault()}
      onClick={(event) => {
        if (!streaming) return onSend();
        // The second click of a double click belongs to the gesture that sent.
        if (event.detail < 2) onStop();
      }}
      className="inline-flex size-9 shrink-0 items-center justify-center rounded-full bg-accent text-on-accent transition-colors hover:bg-accent-strong aria-disabled:bg-surface-3 aria-disabled:text-fg-3 pointer-coarse:size-11"
    >
      {streaming ? (
        <Square aria-hidden size={14} fill="currentColor" strokeWidth={0} />
      ) : (
        <ArrowUp aria-hidden size={18} strokeWidth={2} />
      )}
    </button>
  );
}

/** What keeps files out of the box, in words. */
function useRefuseFiles(): (event: SyntheticEvent, data: DataTransfer) => void {
  const session = useSession();
  return (event, data) => {
    // Rich text often comes with a picture of itself; then its words are meant.
    if (data.files.length === 0 || data.getData('text/plain') !== '') return;
    event.preventDefault();
    session.announce(say('Files cannot be sent yet. Paste their text instead.'));
  };
}

function isSendKey(event: KeyboardEvent, sendKey: SendKey): boolean {
  if (event.key !== 'Enter') return false;
  // Sends whatever the setting says, and also where a keyboard is plugged into a touch screen.
  if (event.ctrlKey || event.metaKey) return true;
  return sendKey === 'Enter' && !event.shiftKey && !hasTouchKeyboard();
}

function hasTouchKeyboard(): boolean {
  return matchMedia('(hover: none) and (pointer: coarse)').matches;
}

function hasModifier(event: KeyboardEvent): boolean {
  return event.altKey || event.ctrlKey || event.metaKey || event.shiftKey;
}
