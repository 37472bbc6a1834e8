import { useState, type KeyboardEvent } from 'react';
import { editorOf, type QueuedMessage } from '../../conversation/queue.ts';
import { isComposing } from '../../hooks/isComposing.ts';
import { useDraft } from '../../hooks/useDraft.ts';
import { useQueueHold } from '../../hooks/useQueueHold.ts';
import { Button } from '../ui/Button.tsx';
import { say } from '../../words/say.ts';

/** Changes a message that waits, and holds its queue while it is there. Ctrl+Enter saves, Esc leaves it as it was. What was typed is there when the chat is seen again. */
export function QueueEditor({
  queued,
  takesFocus,
  onEnd,
}: {
  queued: QueuedMessage;
  /** Whether the reader has just opened it: the caret belongs into it then. */
  takesFocus: boolean;
  /** Called when it was saved or left as it was. */
  onEnd: () => void;
}) {
  const [draft, setDraft] = useDraft(editorOf(queued.key));
  const [, setQueued] = useDraft(queued.key);
  const [text, setText] = useState(draft || queued.text);
  useQueueHold(queued.key);
  const isEmpty = text.trim() === '';
  const change = (changed: string) => {
    setText(changed);
    setDraft(changed);
  };
  const end = () => {
    setDraft('');
    onEnd();
  };
  const save = () => {
    if (isEmpty) return;
    setQueued(text);
    end();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      end();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    }
  };
  return (
    <div className="min-w-0 flex-1 p-1">
      <textarea
        aria-label={say('Edit queued message')}
        autoFocus={takesFocus}
        dir="auto"
        rows={2}
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.target.setSelectionRange(text.length, text.length)}
        className="block field-sizing-content max-h-[30dvh] w-full resize-none rounded-lg border border-line-control bg-surface-0 px-2 py-1 outline-offset-[-1px]"
      />
      <div className="mt-2 flex justify-end gap-2">
        <Button onClick={end}>{say('Cancel')}</Button>
        <Button kind="primary" aria-disabled={isEmpty} onClick={save}>
          {say('Save')}
        </Button>
      </div>
    </div>
  );
}
