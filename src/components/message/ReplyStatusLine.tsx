import type { ReactNode } from 'react';
import { CircleAlert, CircleStop, Scissors, Unplug, type LucideIcon } from 'lucide-react';
import type { ReplyErrorBody } from '../../../protocol/errors.ts';
import type { ReplyState } from '../../conversation/reply.ts';
import { Button } from '../ui/Button.tsx';
import { RetryCountdown } from './RetryCountdown.tsx';

/** What can mend a reply that is not done. */
export interface Mending {
  retry(): void;
  continueReply(): void;
  connectModel(): void;
}

/** How a reply ended when it did not end well: one line with icon and words, and the button that mends it. Nothing for a reply that is done. */
export function ReplyStatusLine({
  state,
  hasText,
  mending,
}: {
  state: ReplyState;
  hasText: boolean;
  mending: Mending;
}) {
  switch (state.status) {
    case 'queued':
    case 'streaming':
      return null;
    case 'done':
      return state.finishReason === 'length' ? (
        <Line icon={Scissors} tone="text-fg-2" words="The reply reached its length limit.">
          <Button onClick={mending.continueReply}>Continue</Button>
        </Line>
      ) : state.finishReason === 'content-filter' ? (
        <Line icon={Scissors} tone="text-warn" words="The provider ended this reply by its content rules." />
      ) : null;
    case 'stopped':
      return (
        <Line icon={CircleStop} tone="text-fg-2" words="Stopped">
          {hasText ? (
            <Button onClick={mending.continueReply}>Continue</Button>
          ) : (
            <Button onClick={mending.retry}>Retry</Button>
          )}
        </Line>
      );
    case 'interrupted':
      return (
        <Line
          alert
          icon={Unplug}
          tone="text-warn"
          words="The connection was lost while answering. What arrived is kept."
        >
          <Button onClick={mending.continueReply}>Continue</Button>
        </Line>
      );
    case 'failed':
      return <FailedLine error={state.error} mending={mending} />;
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
    <Line alert icon={CircleAlert} tone="text-danger" words={error.message}>
      {error.retryAfterMs === undefined ? null : <RetryCountdown waitMs={error.retryAfterMs} />}
      <Button onClick={mending.retry}>Retry</Button>
      {SETTINGS_CODES.has(error.code) && <Button onClick={mending.connectModel}>Connect a model</Button>}
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
      {children}
    </div>
  );
}
