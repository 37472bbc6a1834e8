import { say } from '../../words/say.ts';

/** Marks a built-in model: it shows how things work and knows nothing. */
export function DemoMark() {
  return <span className="rounded border border-line px-1 text-[0.75rem] leading-4 text-fg-3">{say('Demo')}</span>;
}
