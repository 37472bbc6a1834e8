import { say } from '../../words/say.ts';

/** Which chats are listed: those that are not archived, those that are, or those with a tag. */
export type ChatFilter = 'all' | 'archived' | `#${string}`;

/** Chooses which chats are listed. */
export function FilterSelect({
  filter,
  tags,
  hasArchived,
  onFilter,
}: {
  filter: ChatFilter;
  tags: readonly string[];
  hasArchived: boolean;
  onFilter: (filter: ChatFilter) => void;
}) {
  return (
    <div className="px-2 pb-2">
      <select
        aria-label={say('Chats to list')}
        value={filter}
        onChange={(event) => onFilter(isFilter(event.target.value) ? event.target.value : 'all')}
        className="min-h-(--target) w-full rounded-lg border border-line bg-surface-1 px-2 text-[0.8125rem] text-fg-2"
      >
        <option value="all">{say('All chats')}</option>
        {hasArchived && <option value="archived">{say('Archived')}</option>}
        {tags.map((tag) => (
          <option key={tag} value={`#${tag}`}>{`#${tag}`}</option>
        ))}
      </select>
    </div>
  );
}

function isFilter(value: string): value is ChatFilter {
  return value === 'all' || value === 'archived' || value.startsWith('#');
}
