import { Archive, ArchiveRestore, CheckCheck, Tag, Trash2, X } from 'lucide-react';
import { IconButton } from '../ui/IconButton.tsx';
import { say } from '../../words/say.ts';

/** What can be done with the chats that are ticked. */
export function SelectionToolbar({
  count,
  all,
  areArchived,
  onAll,
  onArchive,
  onTags,
  onDelete,
  onEnd,
}: {
  count: number;
  /** Whether every listed chat is ticked. */
  all: boolean;
  areArchived: boolean;
  onAll: (all: boolean) => void;
  onArchive: () => void;
  onTags: () => void;
  onDelete: () => void;
  onEnd: () => void;
}) {
  const none = count === 0;
  return (
    <div
      role="toolbar"
      aria-label={say('Selected chats')}
      className="flex items-center px-2 pb-1 pointer-coarse:flex-wrap pointer-coarse:justify-between"
    >
      <span
        aria-live="polite"
        className="flex-1 truncate px-2.5 text-[0.8125rem] text-fg-2 tabular-nums pointer-coarse:basis-full"
      >
        {say('{count} selected', { count })}
      </span>
      <IconButton label={all ? say('Select none') : say('Select all')} icon={CheckCheck} onClick={() => onAll(!all)} />
      <IconButton
        label={areArchived ? say('Move back from archive') : say('Archive')}
        icon={areArchived ? ArchiveRestore : Archive}
        disabled={none}
        onClick={onArchive}
      />
      <IconButton label={say('Tags')} icon={Tag} disabled={none} onClick={onTags} />
      <IconButton label={say('Delete selected')} icon={Trash2} disabled={none} onClick={onDelete} />
      <IconButton label={say('End selection')} icon={X} onClick={onEnd} />
    </div>
  );
}
