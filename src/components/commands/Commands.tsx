import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import { useSession } from '../../hooks/useSession.ts';
import type { Pressed } from '../../hooks/useShortcuts.ts';
import { writeClipboard } from '../../hooks/writeClipboard.ts';
import { say } from '../../words/say.ts';
import { Lazily } from '../ui/Lazily.tsx';
import type { CommandContext, CommandDialog } from './Command.ts';
import { CommandPalette } from './CommandPalette.tsx';
import { COMMANDS } from './commands.ts';
import { RenameDialog } from './RenameDialog.tsx';
import { canonical, pressedFor } from './shortcutKeys.ts';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';

/** What commands are given. */
export interface CommandsProps extends Omit<CommandContext, 'session' | 'show' | 'tell' | 'copy'> {
  /** The shortcut that was pressed last; another object each time. */
  readonly pressed: Pressed;
}

/** How long what a command tells is seen, in milliseconds. */
const TOLD_MS = 2000;

/** Does what shortcuts ask for, and holds the dialogs of commands. Comes with the first shortcut. */
export default function Commands({ pressed, ...page }: CommandsProps) {
  const session = useSession();
  const [shown, setShown] = useState<CommandDialog>();
  const [told, setTold] = useTold();
  const context: CommandContext = {
    ...page,
    session,
    show: setShown,
    tell(words) {
      session.announce(words);
      setTold(words);
    },
    copy(content) {
      void writeClipboard(content).then((copied) =>
        context.tell(copied ? say('Copied') : say('Copying is not allowed here')),
      );
    },
  };
  const run = useEffectEvent((keys: string) => {
    const command = COMMANDS.find((each) => each.keys !== undefined && pressedFor(each.keys) === canonical(keys));
    if (command?.isOffered?.(context) !== false) command?.run(context);
  });
  const done = useRef<Pressed>(undefined);
  // At once: what is typed next belongs to what this opens.
  useLayoutEffect(() => {
    // Where React mounts twice it is pressed once all the same.
    if (done.current === pressed) return;
    done.current = pressed;
    run(pressed.keys);
  }, [pressed]);
  return (
    <>
      {shown !== undefined && (
        <Shown
          key={shown}
          dialog={shown}
          context={context}
          // A dialog tells of its end a little later: another may be open by then.
          onClose={() => setShown((now) => (now === shown ? undefined : now))}
        />
      )}
      {told !== undefined && (
        // The status line says it to who does not see.
        <div
          aria-hidden
          className="pointer-events-none fixed inset-x-0 bottom-44 z-30 mx-auto w-fit max-w-[calc(100vw-2rem)] rounded-xl border border-line bg-menu px-4 py-2 text-[0.9375rem]"
        >
          {told}
        </div>
      )}
    </>
  );
}

function Shown({ dialog, context, onClose }: { dialog: CommandDialog; context: CommandContext; onClose: () => void }) {
  const { currentId } = context;
  switch (dialog) {
    case 'palette':
      return <CommandPalette context={context} onClose={onClose} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={onClose} />;
    case 'rename':
      return currentId && <RenameDialog conversationId={currentId} onClose={onClose} />;
    case 'settings':
    case 'chat-settings': {
      const conversationId = dialog === 'chat-settings' ? currentId : undefined;
      const props = { conversationId, onClose };
      return <Lazily load={() => import('../settings/SettingsDialog.tsx')} props={props} onGiveUp={onClose} />;
    }
    case 'data':
      return <Lazily load={() => import('../data/DataDialog.tsx')} props={{ onClose }} onGiveUp={onClose} />;
  }
}

/** Words that are in sight for a moment. */
function useTold() {
  const [told, setTold] = useState<string>();
  useEffect(() => {
    if (told === undefined) return undefined;
    const timer = setTimeout(() => setTold(undefined), TOLD_MS);
    return () => clearTimeout(timer);
  }, [told]);
  return [told, setTold] as const;
}
