import {
  ChevronsDownUp,
  ChevronsUpDown,
  Columns2,
  GitBranch,
  ListX,
  Pencil,
  RefreshCw,
  TextQuote,
  Trash2,
  type LucideIcon,
} from 'lucide-react';
import { useMemo, useState } from 'react';
import { flushSync } from 'react-dom';
import type { ReplyErrorBody } from '../../../protocol/errors.ts';
import {
  lastRun,
  textOf,
  type AssistantMessage,
  type ConversationId,
  type Message,
} from '../../conversation/Message.ts';
import { isFinal } from '../../conversation/reply.ts';
import { siblingsOf, type MessageMap } from '../../conversation/tree.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useSession, type KeepOutcome } from '../../hooks/useSession.ts';
import { RefusedLine } from '../composer/RefusedLine.tsx';
import { quoteSelected } from '../quote/quoteSelected.ts';
import { selectedInTurn } from '../quote/selectedInTurn.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Lazily } from '../ui/Lazily.tsx';
import { say } from '../../words/say.ts';
import { AnswerEditor } from './AnswerEditor.tsx';
import { RegenerateWith } from './RegenerateWith.tsx';
import { useCollapsing } from './useCollapsing.ts';

/** What the rarer actions of a turn are given. */
export interface TurnMoreProps {
  readonly message: Message;
  readonly onRegenerate: (message: AssistantMessage, modelId: string, instruction: string) => void;
  /** Shows another chat. Absent where there is no place for one. */
  readonly onOpenChat: ((conversationId: ConversationId) => void) | undefined;
  /** Called when the turn is gone, and the button that opened this with it. */
  readonly onDeleted: () => void;
  readonly onClose: () => void;
}

/**
 * The rarer actions of a turn, in one dialog: a list of them, and in its place what the chosen one still asks for.
 *
 * @see docs/spec.md U38
 */
export default function TurnMoreDialog({ message, onRegenerate, onOpenChat, onDeleted, onClose }: TurnMoreProps) {
  const session = useSession();
  const [view, setView] = useState<'list' | 'edit' | 'regenerate' | 'compare'>('list');
  const [refused, setRefused] = useState<ReplyErrorBody>();
  const answer = message.role === 'assistant' && isComplete(message) ? message : undefined;
  const versions = useCompleteVersions(message);
  const settle = async (outcome: Promise<KeepOutcome>, onKept?: (conversationId: ConversationId) => void) => {
    const result = await outcome;
    if (result.status === 'refused') return setRefused(result.error);
    onClose();
    onKept?.(result.conversationId);
  };
  const remove = (extent: 'message' | 'branch') => {
    onClose();
    void session.deleteMessage(message.id, extent);
    onDeleted();
  };
  return (
    <Dialog title={say(TITLES[view])} wide={view === 'compare'} onClose={onClose}>
      {refused && <RefusedLine error={refused} />}
      {view === 'list' && (
        <Actions
          message={message}
          answer={answer}
          comparable={versions.length > 1}
          onClose={onClose}
          onView={setView}
          onBranch={onOpenChat && (() => void settle(session.branch(message.id), onOpenChat))}
          onRemove={remove}
        />
      )}
      {view === 'edit' && answer && (
        <AnswerEditor
          initialText={textOf(answer)}
          onSave={(text) => void settle(session.editAnswer(answer.id, text))}
          onCancel={onClose}
        />
      )}
      {view === 'regenerate' && answer && (
        <RegenerateWith
          modelId={lastRun(answer).modelId}
          onCancel={onClose}
          onRegenerate={(modelId, instruction) => {
            onClose();
            onRegenerate(answer, modelId, instruction);
          }}
        />
      )}
      {view === 'compare' && (
        <Lazily load={loadCompareVersions} props={{ versions, current: message }} onGiveUp={onClose} />
      )}
    </Dialog>
  );
}

const TITLES = {
  list: 'More',
  edit: 'Edit answer',
  regenerate: 'Regenerate with…',
  compare: 'Compare versions',
} as const;

const loadCompareVersions = () => import('./CompareVersions.tsx');
const NO_MESSAGES: MessageMap = new Map();

function useCompleteVersions(message: Message): readonly Message[] {
  const thread = useChat((state) => state.threads.get(message.conversationId)) ?? NO_MESSAGES;
  return useMemo(() => siblingsOf(thread, message).filter(isComplete), [thread, message]);
}

function isComplete(message: Message): boolean {
  return message.role === 'user' || isFinal(lastRun(message).reply.state);
}

/** Quotes what was selected of a message when the dialog was opened, if anything was. */
function useQuote({ id, conversationId }: Message, onClose: () => void): (() => void) | undefined {
  const session = useSession();
  const [selected] = useState(selectedInTurn);
  if (selected?.turn.dataset['messageId'] !== id) return undefined;
  return () => {
    // While it stands, nothing outside of it takes the focus.
    flushSync(onClose);
    quoteSelected(selected, session, conversationId);
  };
}

/** What helps to read it. */
function ReadingActions({ message, onClose }: { message: Message; onClose: () => void }) {
  const onQuote = useQuote(message, onClose);
  const collapsing = useCollapsing(message, isComplete(message));
  return (
    <>
      {onQuote && <Action icon={TextQuote} name={say('Quote selection')} onChoose={onQuote} />}
      {collapsing && (
        <Action
          icon={collapsing.collapsed ? ChevronsUpDown : ChevronsDownUp}
          name={collapsing.collapsed ? say('Show all') : say('Collapse')}
          {...(collapsing.collapsed ? {} : { hint: say('Its first lines only') })}
          onChoose={() => {
            // While it stands, nothing outside of it takes the focus.
            flushSync(onClose);
            collapsing.toggle();
          }}
        />
      )}
    </>
  );
}

function Actions({
  message,
  answer,
  comparable,
  onClose,
  onView,
  onBranch,
  onRemove,
}: {
  message: Message;
  /** The message, when it is an answer that has ended. */
  answer: AssistantMessage | undefined;
  /** Whether there are two versions to compare. */
  comparable: boolean;
  onClose: () => void;
  onView: (view: 'edit' | 'regenerate' | 'compare') => void;
  onBranch: (() => void) | undefined;
  onRemove: (extent: 'message' | 'branch') => void;
}) {
  return (
    <ul className="-m-2 flex flex-col">
      <ReadingActions message={message} onClose={onClose} />
      {answer && <Action icon={Pencil} name={say('Edit answer')} onChoose={() => onView('edit')} />}
      {answer && <Action icon={RefreshCw} name={say('Regenerate with…')} onChoose={() => onView('regenerate')} />}
      {comparable && <Action icon={Columns2} name={say('Compare versions')} onChoose={() => onView('compare')} />}
      {onBranch && (answer || message.role === 'user') && (
        <Action
          icon={GitBranch}
          name={say('Branch into a new chat')}
          hint={say('A copy of everything down to here')}
          onChoose={onBranch}
        />
      )}
      <Action
        icon={Trash2}
        name={say('Delete message')}
        hint={say('What follows it moves up')}
        onChoose={() => onRemove('message')}
      />
      <Action
        icon={ListX}
        name={say('Delete branch')}
        hint={say('This message and all that follows it')}
        onChoose={() => onRemove('branch')}
      />
    </ul>
  );
}

function Action({
  icon: Icon,
  name,
  hint,
  onChoose,
}: {
  icon: LucideIcon;
  name: string;
  hint?: string;
  onChoose: () => void;
}) {
  return (
    <li>
      <button
        type="button"
        onClick={onChoose}
        className="flex min-h-11 w-full items-center gap-3 rounded-lg px-3 py-1.5 text-start hover:bg-surface-2"
      >
        <Icon aria-hidden size={17} strokeWidth={1.75} className="shrink-0 text-fg-3" />
        <span>
          {name}
          {hint && <span className="block text-[0.8125rem] text-fg-3">{hint}</span>}
        </span>
      </button>
    </li>
  );
}
