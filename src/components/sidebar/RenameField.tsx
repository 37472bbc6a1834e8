import { useRef, useState } from 'react';
import { isComposing } from '../../hooks/isComposing.ts';
import { say } from '../../words/say.ts';

/** A chat's title being changed: Enter or leaving keeps it, Esc takes it back. An empty title changes nothing. */
export function RenameField({
  initialTitle,
  onDone,
}: {
  initialTitle: string;
  onDone: (title: string, by: 'key' | 'leaving') => void;
}) {
  const [title, setTitle] = useState(initialTitle);
  const done = useRef(false);
  const finish = (next: string, by: 'key' | 'leaving') => {
    // Enter removes the field, and a field that goes away also loses focus.
    if (done.current) return;
    done.current = true;
    onDone(next.trim() === '' ? initialTitle : next.trim(), by);
  };
  return (
    <input
      aria-label={say('Chat title')}
      // Rename is what the reader asked for; the caret belongs into the field.
      autoFocus
      value={title}
      maxLength={200}
      autoComplete="off"
      onFocus={(event) => event.target.select()}
      onChange={(event) => setTitle(event.target.value)}
      onBlur={() => finish(title, 'leaving')}
      onKeyDown={(event) => {
        if (isComposing(event.nativeEvent)) return;
        if (event.key === 'Enter') finish(title, 'key');
        if (event.key === 'Escape') {
          event.preventDefault();
          finish(initialTitle, 'key');
        }
      }}
      className="min-h-9 w-full rounded-lg border border-line-control bg-surface-0 px-2.5 text-[0.9375rem] pointer-coarse:min-h-11 pointer-coarse:text-[1rem]"
    />
  );
}
