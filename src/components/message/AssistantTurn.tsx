import { memo, useId } from 'react';
import { lastRun, textOf, type AssistantMessage, type Message } from '../../conversation/Message.ts';
import { isFinal } from '../../conversation/reply.ts';
import { replyPieces, type ReplyPieces } from '../../conversation/replyPieces.ts';
import { useDelayed } from '../../hooks/useDelayed.ts';
import { useModelName } from '../../hooks/useModelName.ts';
import { useTurnView } from '../../hooks/turnViews.ts';
import { useReply } from '../../hooks/useReply.ts';
import { PartView } from '../parts/PartView.tsx';
import { say } from '../../words/say.ts';
import { AnswerFooter } from './AnswerFooter.tsx';
import { ReplyStatusLine } from './ReplyStatusLine.tsx';
import { TurnHeading } from './TurnHeading.tsx';
import { TurnViewSlot } from './TurnViewSlot.tsx';
import { WaitingLine } from './WaitingLine.tsx';

/** What can be done with an answer. */
export interface AnswerActions {
  regenerate(message: AssistantMessage): void;
  /** Shows the rarer actions. */
  more(message: Message): void;
  retry(message: AssistantMessage): void;
  continueReply(message: AssistantMessage): void;
  /** Absent where there is no place to show it. */
  readonly connectModel: (() => void) | undefined;
}

const RECONNECTING_SHOWN_AFTER_MS = 2000;

/**
 * An answer: full width, no bubble. While it grows only this component renders, once a frame. Below it a row of one
 * height from the start, so that nothing moves when the first token or the buttons come.
 */
export const AssistantTurn = memo(function AssistantTurn({
  message: stored,
  latest,
  actions,
}: {
  message: AssistantMessage;
  latest: boolean;
  actions: AnswerActions;
}) {
  const headingId = useId();
  const message = useLiveMessage(stored);
  const run = lastRun(message);
  const { state } = run.reply;
  const model = useModelName(run.modelId, run.reply.model);
  const ended = isFinal(state);
  const reconnecting = useDelayed(
    state.status === 'streaming' && state.link === 'reconnecting',
    RECONNECTING_SHOWN_AFTER_MS,
  );
  const text = textOf(message);
  const { reasoning, body } = useDrawnPieces(message);
  return (
    <article
      aria-labelledby={headingId}
      aria-busy={!ended}
      data-message-id={message.id}
      data-status={state.status}
      // The one stop of Tab among the turns, until another is chosen.
      tabIndex={latest ? 0 : -1}
      className="group mt-6 scroll-mt-6"
    >
      <TurnHeading id={headingId}>{say('Assistant said')}</TurnHeading>
      {drawPieces(reasoning)}
      <div data-reply-body>{drawPieces(body)}</div>
      <TurnViewSlot message={message} />
      {!ended && run.reply.parts.length === 0 && !reconnecting && <WaitingLine run={run} modelName={model.name} />}
      {reconnecting && <p className="min-h-[1.6rem] text-fg-3">{say('Reconnecting…')}</p>}
      <ReplyStatusLine
        state={state}
        hasText={text !== ''}
        answered={text !== '' || body.some(({ part }) => part.type !== 'text' && part.type !== 'notice')}
        mending={{
          retry: () => actions.retry(message),
          continueReply: () => actions.continueReply(message),
          connectModel: actions.connectModel,
        }}
      />
      <AnswerFooter
        message={message}
        latest={latest}
        onRegenerate={() => actions.regenerate(message)}
        onMore={() => actions.more(message)}
      />
    </article>
  );
});

/** What is drawn of it: all, or what there was when its drawing was paused. */
function useDrawnPieces(message: AssistantMessage): ReplyPieces {
  const view = useTurnView(message.id);
  return replyPieces(typeof view === 'object' ? view : message);
}

/** The message with its last run as it stands this frame. */
function useLiveMessage(message: AssistantMessage): AssistantMessage {
  const run = lastRun(message);
  const reply = useReply(run);
  return reply === run.reply ? message : { ...message, runs: [...message.runs.slice(0, -1), { ...run, reply }] };
}

function drawPieces(pieces: ReturnType<typeof useDrawnPieces>['body']) {
  return pieces.map(({ key, part, open, run }) => <PartView key={key} part={part} open={open} run={run} />);
}
