import { ArrowUp, ChevronDown, ChevronUp, Pencil, X } from 'lucide-react';
import { IconButton } from '../ui/IconButton.tsx';
import { say } from '../../words/say.ts';

/** What is given to a message that waits. Its buttons are found by `data-action`. */
export interface QueueRowProps {
  readonly text: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly onSend: () => void;
  readonly onEdit: () => void;
  readonly onSooner: () => void;
  readonly onLater: () => void;
  readonly onRemove: () => void;
}

/** A message that waits, and what can be done with it. */
export function QueueRow(props: QueueRowProps) {
  const { text, isFirst, isLast, onSend, onEdit, onSooner, onLater, onRemove } = props;
  return (
    <>
      <p
        dir="auto"
        className="line-clamp-2 min-w-0 flex-1 py-1 max-sm:basis-full text-[0.9375rem] wrap-anywhere whitespace-pre-wrap"
      >
        {text}
      </p>
      <IconButton label={say('Send now')} icon={ArrowUp} onClick={onSend} />
      <IconButton label={say('Edit')} icon={Pencil} data-action="edit" onClick={onEdit} />
      <IconButton
        label={say('Move up')}
        icon={ChevronUp}
        data-action="sooner"
        aria-disabled={isFirst}
        onClick={onSooner}
      />
      <IconButton
        label={say('Move down')}
        icon={ChevronDown}
        data-action="later"
        aria-disabled={isLast}
        onClick={onLater}
      />
      <IconButton label={say('Remove')} icon={X} data-action="remove" onClick={onRemove} />
    </>
  );
}
