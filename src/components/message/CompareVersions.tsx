import { useMemo, useState } from 'react';
import { say } from '../../words/say.ts';
import { compareTexts, type ComparedPiece } from './compareTexts.ts';
import { textOf, type Message } from '../../conversation/Message.ts';

/** What two versions are chosen from. */
export interface CompareVersionsProps {
  /** All of them, in their order; at least two. */
  readonly versions: readonly Message[];
  /** The version that was in sight. */
  readonly current: Message;
}

/**
 * Two versions of a turn as they were written: side by side, on a phone one above the other.
 *
 * @see docs/spec.md U41
 */
export default function CompareVersions({ versions, current }: CompareVersionsProps) {
  const position = Math.max(
    0,
    versions.findIndex(({ id }) => id === current.id),
  );
  const [left, setLeft] = useState(position === 0 ? 0 : position - 1);
  const [right, setRight] = useState(position === 0 ? 1 : position);
  const texts = useMemo(() => versions.map(textOf), [versions]);
  const [before = '', after = ''] = [texts[left], texts[right]];
  const comparison = useMemo(() => compareTexts(before, after), [before, after]);
  const removed = comparison.before.filter(({ changed }) => changed).length;
  const added = comparison.after.filter(({ changed }) => changed).length;
  return (
    <>
      <p role="status" className="mb-4 text-[0.875rem] text-fg-2">
        {removed + added === 0
          ? say('The texts are the same.')
          : say('{removed, plural, one {# passage} other {# passages}} removed, {added} added.', { removed, added })}
      </p>
      <div className="grid gap-x-6 gap-y-5 min-[45rem]:grid-cols-2">
        <Side
          label={say('Compare')}
          mark="del"
          pieces={comparison.before}
          count={versions.length}
          chosen={left}
          onChoose={setLeft}
          autoFocus
        />
        <Side
          label={say('With')}
          mark="ins"
          pieces={comparison.after}
          count={versions.length}
          chosen={right}
          onChoose={setRight}
        />
      </div>
    </>
  );
}

const MARKS = {
  del: 'rounded-xs bg-danger/15 line-through decoration-danger',
  ins: 'rounded-xs bg-ok/15 underline decoration-ok underline-offset-2',
} as const;

function Side({
  label,
  mark: Mark,
  pieces,
  count,
  chosen,
  onChoose,
  autoFocus = false,
}: {
  label: string;
  mark: keyof typeof MARKS;
  pieces: readonly ComparedPiece[];
  count: number;
  chosen: number;
  onChoose: (version: number) => void;
  autoFocus?: boolean;
}) {
  return (
    <section aria-label={say('Version {number}', { number: chosen + 1 })} className="min-w-0">
      <label className="flex items-center gap-2 text-[0.875rem] text-fg-2">
        {label}
        <select
          value={chosen}
          autoFocus={autoFocus}
          onChange={(event) => onChoose(Number(event.target.value))}
          className="min-h-(--target) rounded-lg border border-line-control bg-surface-0 px-2 text-fg-1"
        >
          {Array.from({ length: count }, (_, version) => (
            <option key={version} value={version}>
              {say('Version {number} of {count}', { number: version + 1, count })}
            </option>
          ))}
        </select>
      </label>
      <div
        dir="auto"
        className="mt-2 rounded-lg border border-line bg-surface-1 px-3 py-2.5 text-[0.9375rem] leading-[1.6] wrap-anywhere whitespace-pre-wrap"
      >
        {pieces.length === 0 && <span className="text-fg-3">{say('No text')}</span>}
        {pieces.map(({ start, text, changed }) =>
          changed ? (
            <Mark key={start} className={MARKS[Mark]}>
              {text}
            </Mark>
          ) : (
            <span key={start}>{text}</span>
          ),
        )}
      </div>
    </section>
  );
}
