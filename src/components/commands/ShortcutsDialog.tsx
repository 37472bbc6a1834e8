import { useId, type KeyboardEvent } from 'react';
import { useSettings } from '../../hooks/useSettings.ts';
import type { SendKey } from '../../settings/settings.ts';
import { say, type Words } from '../../words/say.ts';
import { SettingLabel } from '../settings/SettingLabel.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { firstFocus } from '../ui/firstFocus.ts';
import type { CommandGroup } from './Command.ts';
import { COMMANDS } from './commands.ts';
import { Keys } from './Keys.tsx';

/** What keys do: those of a command, or of the place that has the focus. */
interface Line {
  readonly words: Words;
  /** More than one where there are several ways, or a pair. */
  readonly keys: readonly string[];
}

const GROUPS: readonly CommandGroup[] = ['Everywhere', 'Chats', 'Replies'];

const IN_TURNS: readonly Line[] = [
  { words: 'From turn to turn', keys: ['Alt+Up', 'Alt+Down'] },
  { words: 'First and last turn', keys: ['Home', 'End'] },
];

const IN_COMPOSER: readonly Line[] = [
  { words: 'Edit the last question', keys: ['Up'] },
  { words: 'Earlier and later questions', keys: ['Alt+Up', 'Alt+Down'] },
  { words: 'Stop reply', keys: ['Esc'] },
];

/**
 * Every shortcut, and the switch that turns them off.
 *
 * @see docs/spec.md U74 and U75
 */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const [{ sendKey }] = useSettings();
  return (
    <Dialog title={say('Keyboard shortcuts')} onClose={onClose} onKeyDown={closeByKey}>
      <Switch />
      <div className="mt-6 gap-x-10 wide:columns-2">
        {GROUPS.map((group) => (
          <Lines key={group} title={say(group)} lines={linesOf(group)} />
        ))}
        <Lines title={say('In the message box')} lines={[...sendLines(sendKey), ...IN_COMPOSER]} />
        <Lines title={say('In the turns')} lines={IN_TURNS} />
      </div>
    </Dialog>
  );
}

/** Closes it as it was opened. */
function closeByKey(event: KeyboardEvent<HTMLDialogElement>): void {
  const { key, code } = event;
  if (!(event.ctrlKey || event.metaKey) || !(key === '/' || key === '?' || (key > '~' && code === 'Slash'))) return;
  event.preventDefault();
  event.currentTarget.close();
}

function Switch() {
  const [{ shortcuts }, change] = useSettings();
  const id = useId();
  return (
    <div className="flex items-start gap-3">
      <input
        id={id}
        type="checkbox"
        ref={firstFocus}
        checked={shortcuts === 'on'}
        aria-describedby={`${id}-hint`}
        onChange={({ target }) => change({ shortcuts: target.checked ? 'on' : 'off' })}
        className="mt-1 size-4 shrink-0"
      />
      <div>
        <SettingLabel name="shortcuts" id={id} />
      </div>
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly Line[] }) {
  return (
    <section className="mb-6 break-inside-avoid">
      <h3 className="mb-1 text-[0.8125rem] font-medium text-fg-3">{title}</h3>
      <dl>
        {lines.map(({ words, keys }) => (
          <div
            key={words}
            className="flex min-h-9 items-center justify-between gap-4 border-b border-line py-1.5 text-[0.9375rem]"
          >
            <dt>{say(words)}</dt>
            <dd className="flex flex-wrap justify-end gap-x-3 gap-y-1">
              {keys.map((each) => (
                <Keys key={each} keys={each} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function linesOf(group: CommandGroup): readonly Line[] {
  return COMMANDS.flatMap(({ words, keys, group: own }) =>
    own === group && keys !== undefined ? [{ words, keys: [keys] }] : [],
  );
}

function sendLines(sendKey: SendKey): readonly Line[] {
  const isPlain = sendKey === 'Enter';
  return [
    { words: 'Send', keys: [isPlain ? 'Enter' : 'Mod+Enter'] },
    { words: 'Break the line', keys: [isPlain ? 'Shift+Enter' : 'Enter'] },
  ];
}
