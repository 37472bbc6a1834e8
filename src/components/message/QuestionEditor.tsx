import { useState, type KeyboardEvent } from 'react';
import type { MessageId } from '../../conversation/Message.ts';
import { isComposing } from '../../hooks/isComposing.ts';
import { useDraft } from '../../hooks/useDraft.ts';
import { Button } from '../ui/Button.tsx';
import { say } from '../../words/say.ts';

/** A question being changed. Ctrl+Enter saves, Esc cancels. What was typed is there when it is opened again. */
export function QuestionEditor({
  messageId,
  initialText,
  onSave,
  onCancel,
}: {
  messageId: MessageId;
  initialText: string;
  onSave: (text: string) => void;
  onCancel: () => void;
}) {
  const [draft, setDraft] = useDraft(`edit:${messageId}`);
  const [text, setText] = useState(draft || initialText);
  const change = (changed: string) => {
    setText(changed);
    setDraft(changed);
  };
  const cancel = () => {
    setDraft('');
    onCancel();
  };
  const save = () => (text.trim() === '' ? undefined : onSave(text));
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposing(event.nativeEvent)) return;
    if (event.key === 'Escape') {
      event.preventDefault();
      cancel();
    }
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      save();
    }
  };
  return (
    <div className="w-full rounded-(--radius-card) border border-line bg-surface-1 p-3 focus-within:border-line-control">
      <textarea
        aria-label={say('Edit message')}
        // Opening the editor is what the reader asked for; the caret belongs into it.
        autoFocus
        dir="auto"
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.target.setSelectionRange(text.length, text.length)}
        rows={3}
        className="block field-sizing-content max-h-[40dvh] min-h-16 w-full resize-none bg-transparent px-1 leading-[1.6] outline-none"
      />
      <div className="mt-2 flex flex-wrap items-center justify-end gap-2">
        <Button onClick={cancel}>{say('Cancel')}</Button>
        <Button kind="primary" aria-disabled={text.trim() === ''} onClick={save}>
          {say('Save')}
        </Button>
      </div>
    </div>
  );
}
