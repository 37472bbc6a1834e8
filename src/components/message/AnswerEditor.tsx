import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { say } from '../../words/say.ts';

/** An answer that is put into a person's words. */
export function AnswerEditor({
  initialText,
  onSave,
  onCancel,
}: {
  initialText: string;
  onSave: (text: string) => void;
  onCancel: () => void;
}) {
  const [text, setText] = useState(initialText);
  const empty = text.trim() === '';
  return (
    <>
      <textarea
        aria-label={say('Answer')}
        // Opening the editor is what the reader asked for; the caret belongs into it.
        autoFocus
        dir="auto"
        rows={10}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="block max-h-[50dvh] w-full rounded-lg border border-line-control bg-surface-0 px-3 py-2 leading-[1.6]"
      />
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button onClick={onCancel}>{say('Cancel')}</Button>
        <Button kind="primary" aria-disabled={empty} onClick={() => !empty && onSave(text)}>
          {say('Save')}
        </Button>
      </div>
    </>
  );
}
