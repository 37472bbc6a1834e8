import { say } from '../../words/say.ts';

/** Whom a setting is for. */
export type Scope = 'all' | 'chat';

/** Chooses whether settings are changed for all chats or for one. */
export function ScopeChoice({ scope, onChoose }: { scope: Scope; onChoose: (scope: Scope) => void }) {
  const names = { all: say('All chats'), chat: say('This chat') } as const;
  return (
    <fieldset className="mb-3 flex w-fit max-w-full rounded-lg border border-line-control p-0.5">
      <legend className="sr-only">{say('Settings of')}</legend>
      {(['all', 'chat'] as const).map((each) => (
        <label
          key={each}
          className="flex min-h-(--target) cursor-pointer items-center rounded-md px-3.5 text-fg-2 has-checked:bg-surface-3 has-checked:font-medium has-checked:text-fg-1 has-focus-visible:outline-2 has-focus-visible:outline-focus forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText]"
        >
          <input
            type="radio"
            name="settings-of"
            value={each}
            checked={scope === each}
            onChange={() => onChoose(each)}
            className="sr-only"
          />
          {names[each]}
        </label>
      ))}
    </fieldset>
  );
}
