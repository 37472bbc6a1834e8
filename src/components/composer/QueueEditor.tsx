import { useState, type KeyboardEvent } from 'react';
import { isComposing } from '../../hooks/isComposing.ts';
import { Button } from '../ui/Button.tsx';
import { say } from '../../words/say.ts';

/** Changes a message that waits. Ctrl+Enter saves, Esc leaves it as it was. */
export function QueueEditor(props: { text: string; onSave: (text: string) => void; onCancel: () => void }) {
  const { onSave, onCancel } = props;
  const [text, setText] = useState(props.text);
  const isEmpty = text.trim() === '';
  const save = () => (isEmpty ? undefined : onSave(text));
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      onCancel();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    }
  };
  return (
    <div className="min-w-0 flex-1 py-1">
      <textarea
        aria-label={say('Edit queued message')}
        // Opening the editor is what the reader asked for; the caret belongs into it.
        autoFocus
        dir="auto"
        rows={2}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.target.setSelectionRange(text.length, text.length)}
        className="block field-sizing-content max-h-[30dvh] w-full resize-none rounded-lg border border-line-control bg-surface-0 px-2 py-1 outline-none"
      />
      <div className="mt-2 flex justify-end gap-2">
        <Button onClick={onCancel}>{say('Cancel')}</Button>
        <Button kind="primary" aria-disabled={isEmpty} onClick={save}>
          {say('Save')}
        </Button>
      </div>
    </div>
  );
}
