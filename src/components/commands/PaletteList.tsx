import { Check } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { say } from '../../words/say.ts';
import { Keys } from './Keys.tsx';
import type { PaletteEntry, PaletteGroup } from './paletteEntries.ts';

/** What the list of the palette is given. */
export interface PaletteListProps {
  readonly listId: string;
  /** Stands above all groups. */
  readonly search: PaletteEntry;
  readonly groups: readonly PaletteGroup[];
  /** What Enter chooses. */
  readonly active: PaletteEntry;
  readonly onActive: (id: string) => void;
  readonly onChoose: (entry: PaletteEntry) => void;
}

/** The id of an entry's element. */
export function optionId(listId: string, { id }: PaletteEntry): string {
  return `${listId}-${id}`;
}

/** What can be chosen, under headings. The focus stays in the field above it. */
export function PaletteList({ groups, search, ...props }: PaletteListProps) {
  const list = useRef<HTMLDivElement>(null);
  const { listId, active } = props;
  useEffect(() => {
    // Not in jsdom.
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView?.({ block: 'nearest' });
  }, [active.id]);
  return (
    <div
      ref={list}
      id={listId}
      role="listbox"
      aria-label={say('Commands, settings and chats')}
      className="max-h-[min(26rem,60dvh)] scroll-py-1 overflow-y-auto overscroll-contain p-1"
    >
      <Option entry={search} {...props} />
      {groups.map(({ title, entries }) => (
        <div key={title} role="group" aria-label={title}>
          <div aria-hidden className="px-2.5 pt-3 pb-1 text-[0.8125rem] text-fg-3">
            {title}
          </div>
          {entries.map((entry) => (
            <Option key={entry.id} entry={entry} {...props} />
          ))}
        </div>
      ))}
    </div>
  );
}

function Option({
  entry,
  listId,
  active,
  onActive,
  onChoose,
}: Omit<PaletteListProps, 'search' | 'groups'> & { entry: PaletteEntry }) {
  const isActive = entry.id === active.id;
  return (
    // The keys are those of the field.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={optionId(listId, entry)}
      role="option"
      aria-selected={isActive}
      // The focus stays where it is.
      onMouseDown={(event) => event.preventDefault()}
      onPointerMove={() => isActive || onActive(entry.id)}
      onClick={() => onChoose(entry)}
      className={`flex min-h-9 items-center gap-3 rounded-lg px-2.5 text-[0.9375rem] pointer-coarse:min-h-11 ${isActive ? 'bg-menu-hover' : ''}`}
    >
      <bdi className="min-w-0 flex-1 truncate">{entry.title}</bdi>
      {entry.isCurrent && (
        <Check role="img" aria-label={say('Chosen')} size={16} strokeWidth={1.75} className="shrink-0 text-fg-3" />
      )}
      {entry.keys !== undefined && <Keys keys={entry.keys} />}
    </div>
  );
}
