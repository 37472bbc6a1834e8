import { Ellipsis, Pencil } from 'lucide-react';
import { memo, useId } from 'react';
import { textOf, type Message, type UserMessage } from '../../conversation/Message.ts';
import { say } from '../../words/say.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Lazily } from '../ui/Lazily.tsx';
import { CopyButton } from './CopyButton.tsx';
import { QuestionEditor } from './QuestionEditor.tsx';
import { TurnHeading } from './TurnHeading.tsx';
import { TurnViewSlot } from './TurnViewSlot.tsx';
import { VersionSwitcher } from './VersionSwitcher.tsx';

/** What can be done with a question. */
export interface QuestionActions {
  startEditing(message: UserMessage): void;
  /** Shows the rarer actions. */
  more(message: Message): void;
  cancelEditing(): void;
  saveEdit(message: UserMessage, text: string): void;
}

const loadQuestionFiles = () => import('../parts/QuestionFiles.tsx');

/** A question: a soft bubble at the inline end, its actions beside it. */
export const UserTurn = memo(function UserTurn({
  message,
  editing,
  actions,
}: {
  message: UserMessage;
  editing: boolean;
  actions: QuestionActions;
}) {
  const headingId = useId();
  const text = textOf(message);
  return (
    <article
      aria-labelledby={headingId}
      data-message-id={message.id}
      data-status="sent"
      tabIndex={-1}
      className="group mt-(--turn-gap) flex scroll-mt-6 flex-col items-end"
    >
      <TurnHeading id={headingId}>{say('You said')}</TurnHeading>
      {message.parts.some(({ type }) => type !== 'text') && (
        <Lazily load={loadQuestionFiles} props={message} waiting={<div className="min-h-14" />} />
      )}
      {editing ? (
        <QuestionEditor
          messageId={message.id}
          initialText={text}
          onSave={(changed) => actions.saveEdit(message, changed)}
          onCancel={() => actions.cancelEditing()}
        />
      ) : (
        <div className="flex w-full flex-row-reverse items-start gap-1 pointer-coarse:flex-col pointer-coarse:items-end">
          <div
            data-reply-body
            dir="auto"
            hidden={text === ''}
            className="max-w-[80%] min-w-0 rounded-(--radius-card) bg-surface-2 px-4 py-2.5 leading-[1.6] wrap-anywhere whitespace-pre-wrap"
          >
            {text}
          </div>
          <div className="flex shrink-0 items-center pt-1.5 pointer-coarse:-mb-3 pointer-coarse:pt-0 opacity-0 transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100 has-[>:nth-child(4)]:opacity-100">
            <VersionSwitcher message={message} />
            <CopyButton text={text} />
            <IconButton label={say('Edit')} icon={Pencil} onClick={() => actions.startEditing(message)} />
            <IconButton
              label={say('More')}
              icon={Ellipsis}
              aria-haspopup="dialog"
              onClick={() => actions.more(message)}
            />
          </div>
        </div>
      )}
      <TurnViewSlot message={message} />
    </article>
  );
});
