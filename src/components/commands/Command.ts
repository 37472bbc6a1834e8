import type { ChatSession } from '../../hooks/useSession.ts';
import type { CopyContent } from '../../hooks/writeClipboard.ts';
import type { Words } from '../../words/say.ts';
import type { SidebarProps } from '../sidebar/Sidebar.tsx';
import type { Panels } from '../usePanels.ts';

/** A dialog that a command opens. */
export type CommandDialog = 'palette' | 'shortcuts' | 'settings' | 'chat-settings' | 'data' | 'rename';

/** What commands work with: the page as it is now. */
export interface CommandContext extends SidebarProps {
  readonly session: ChatSession;
  readonly panels: Panels;
  readonly show: (dialog: CommandDialog) => void;
  /** Says something in the status line and for a moment in sight. */
  readonly tell: (words: string) => void;
  /** Copies, and tells how it went. */
  readonly copy: (content: CopyContent | Promise<CopyContent>) => void;
}

/** Where a command is listed. */
export type CommandGroup = 'Everywhere' | 'Chats' | 'Replies';

/** Something that can be done without a mouse. */
export interface Command {
  readonly id: string;
  readonly words: Words;
  readonly group: CommandGroup;
  /** As in `Mod+Shift+O`, where `Mod` is Ctrl, or ⌘ on Apple; one without `Mod` or `Shift` is a key alone. */
  readonly keys?: string;
  /** Whether it can be done now; always where this is absent. */
  readonly isOffered?: (context: CommandContext) => boolean;
  /** Whether the palette leaves it out: it is about what has the focus, which the palette takes. */
  readonly isOfFocus?: true;
  readonly run: (context: CommandContext) => void;
}
