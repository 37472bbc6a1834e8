import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { Message } from '../../conversation/Message.ts';
import { siblingsOf } from '../../conversation/tree.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSession } from '../../hooks/useSession.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { say } from '../../words/say.ts';

const NO_MESSAGES = new Map();

/** ‹2/3›: walks through the versions of a question or an answer. Nothing when there is only one. */
export function VersionSwitcher({ message }: { message: Message }) {
  const session = useSession();
  const thread = useChat((state) => state.threads.get(message.conversationId)) ?? NO_MESSAGES;
  const versions = siblingsOf(thread, message);
  if (versions.length < 2) return null;
  const position = versions.findIndex((version) => version.id === message.id);
  const show = (version: Message | undefined) => {
    if (version) void session.showVersion(version.id);
  };
  return (
    <span className="inline-flex items-center">
      <IconButton
        label={say('Previous version')}
        icon={ChevronLeft}
        aria-disabled={position === 0}
        className="rtl:-scale-x-100"
        onClick={() => show(versions[position - 1])}
      />
      <span className="min-w-8 text-center text-[0.8125rem] text-fg-3 tabular-nums">
        <span className="sr-only">{say('Version')} </span>
        {position + 1}/{versions.length}
      </span>
      <IconButton
        label={say('Next version')}
        icon={ChevronRight}
        aria-disabled={position === versions.length - 1}
        className="rtl:-scale-x-100"
        onClick={() => show(versions[position + 1])}
      />
    </span>
  );
}
