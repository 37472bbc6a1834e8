import type { ReactNode } from 'react';
import { CircleAlert, CircleStop, Scissors, Unplug, type LucideIcon } from 'lucide-react';
import type { ReplyErrorBody } from '../../../protocol/errors.ts';
import type { FinishReason } from '../../../protocol/events.ts';
import type { ReplyState } from '../../conversation/reply.ts';
import { Button } from '../ui/Button.tsx';
import { say, sayIfKnown } from '../../words/say.ts';
import { RetryCountdown } from './RetryCountdown.tsx';

/** What can mend a reply that is not done. */
export interface Mending {
  retry(): void;
  continueReply(): void;
  /** Absent where there is no place to show it. */
  readonly connectModel: (() => void) | undefined;
}

/** How a reply ended when it did not end well: one line with icon and words, and the button that mends it. Nothing for a reply that is done. */
export function ReplyStatusLine({
  state,
  hasText,
  answered,
  mending,
}: {
  state: ReplyState;
  /** Whether there is text to go on from. */
  hasText: boolean;
  /** Whether there is anything to be called an answer: text, an image, the call of a tool. */
  answered: boolean;
  mending: Mending;
}) {
  switch (state.status) {
    case 'queued':
    case 'streaming':
      return null;
    case 'done':
      return <DoneLine finishReason={state.finishReason} answered={answered} mending={mending} />;
    case 'stopped':
      return (
        <Line icon={CircleStop} tone="text-fg-2" words={say('Stopped')}>
          {hasText ? (
            <Button onClick={mending.continueReply}>{say('Continue')}</Button>
          ) : (
            <Button onClick={mending.retry}>{say('Retry')}</Button>
          )}
        </Line>
      );
    case 'interrupted':
      return (
        <Line
          alert
          icon={Unplug}
          tone="text-warn"
          words={say('The connection was lost while answering. What arrived is kept.')}
        >
          <Button onClick={mending.continueReply}>{say('Continue')}</Button>
        </Line>
      );
    case 'failed':
      return <FailedLine error={state.error} mending={mending} />;
  }
}

/** What is to be said of a reply that the model has ended, but not with its last word. */
function DoneLine({
  finishReason,
  answered,
  mending,
}: {
  finishReason: FinishReason;
  answered: boolean;
  mending: Mending;
}) {
  switch (finishReason) {
    case 'length':
      return (
        <Line icon={Scissors} tone="text-fg-2" words={say('The reply reached its length limit.')}>
          <Button onClick={mending.continueReply}>{say('Continue')}</Button>
        </Line>
      );
    case 'content-filter':
      return (
        <Line icon={Scissors} tone="text-warn" words={say('The provider ended this reply by its content rules.')} />
      );
    case 'refusal':
      return <Line icon={Scissors} tone="text-warn" words={say('The model declined to answer.')} />;
    case 'stop':
    case 'tool-calls':
    case 'other':
      return answered ? null : (
        <Line icon={Scissors} tone="text-fg-2" words={say('The model answered with nothing.')}>
          <Button onClick={mending.retry}>{say('Retry')}</Button>
        </Line>
      );
  }
}

const SETTINGS_CODES: ReadonlySet<ReplyErrorBody['code']> = new Set([
  'unauthorized',
  'unreachable',
  'unknown-model',
  'forbidden',
]);

function FailedLine({ error, mending }: { error: ReplyErrorBody; mending: Mending }) {
  return (
    <Line alert icon={CircleAlert} tone="text-danger" words={sayIfKnown(error.message)}>
      {error.retryAfterMs === undefined ? null : <RetryCountdown waitMs={error.retryAfterMs} />}
      <Button onClick={mending.retry}>{say('Retry')}</Button>
      {mending.connectModel && SETTINGS_CODES.has(error.code) && (
        <Button onClick={mending.connectModel}>{say('Connect a model')}</Button>
      )}
    </Line>
  );
}

function Line({
  icon: Icon,
  tone,
  words,
  alert = false,
  children,
}: {
  icon: LucideIcon;
  tone: string;
  words: string;
  alert?: boolean;
  children?: ReactNode;
}) {
  return (
    <div
      role={alert ? 'alert' : undefined}
      className="mt-3 flex flex-wrap items-center gap-x-3 gap-y-2 text-[0.9375rem]"
    >
      <p className={`flex items-start gap-2 ${tone}`} dir="auto">
        <Icon aria-hidden size={17} strokeWidth={1.75} className="mt-[0.2rem] shrink-0" />
        <span className="wrap-anywhere">{words}</span>
      </p>
      {children && <div className="flex flex-wrap items-center gap-x-3 gap-y-2">{children}</div>}
    </div>
  );
}
