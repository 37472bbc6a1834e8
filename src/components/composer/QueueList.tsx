import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { QueueKey } from '../../conversation/Draft.ts';
import { editorOf, nameOf } from '../../conversation/queue.ts';
import { useBegunEdit } from '../../hooks/useBegunEdit.ts';
import { useQueue } from '../../hooks/useQueue.ts';
import { useSession } from '../../hooks/useSession.ts';
import { useStreamingReply } from '../../hooks/useStreamingReply.ts';
import { Button } from '../ui/Button.tsx';
import { say, sayIfKnown } from '../../words/say.ts';
import { QueueEditor } from './QueueEditor.tsx';
import { QueueRow } from './QueueRow.tsx';
import type { QueueProps } from './QueueProps.ts';

const BOX = 'mb-2 rounded-(--radius-card) border border-line bg-surface-1 px-2 py-1.5';

/** On a phone the buttons stand below the words. */
const ROW = 'flex items-start gap-1 rounded-lg ps-2 hover:bg-surface-2 max-sm:flex-wrap max-sm:justify-end';

/**
 * The messages that wait for the end of the reply, above the composer.
 *
 * @see docs/spec.md U40
 */
export default function QueueList({ conversationId, focusComposer }: QueueProps) {
  const { queue, drafts } = useSession();
  const { queued, pausedWhy } = useQueue(conversationId);
  const streaming = useStreamingReply(conversationId) !== undefined;
  const [opened, setOpened] = useState<string>();
  const begun = useBegunEdit(queued);
  const edited = queued.find(({ key }) => nameOf(key) === opened) ?? begun;
  const list = useRef<HTMLOListElement>(null);

  /** Changes the list and puts the focus onto a button of the message that is at a place then. */
  const changeAndFocus = (change: () => void, at: number, action: string) => {
    flushSync(change);
    const rows = list.current?.children;
    const row = rows?.[Math.min(at, rows.length - 1)];
    const button = row?.querySelector<HTMLElement>(`[data-action="${action}"]`);
    if (button) button.focus();
    else focusComposer();
  };
  const remove = (key: QueueKey) => {
    drafts.setDraft(editorOf(key), '');
    drafts.setDraft(key, '');
  };
  return (
    <section aria-label={say('Queue')} className={BOX}>
      <Head
        count={queued.length}
        pausedWhy={pausedWhy}
        onSendNext={streaming || edited ? undefined : () => void queue.resume(conversationId)}
      />
      <ol ref={list} className="max-h-[30dvh] overflow-y-auto">
        {queued.map(({ key, text }, at) => (
          <li key={nameOf(key)} className={ROW}>
            {edited?.key === key ? (
              <QueueEditor
                queued={edited}
                takesFocus={opened !== undefined}
                onEnd={() => changeAndFocus(() => setOpened(undefined), at, 'edit')}
              />
            ) : (
              <QueueRow
                text={text}
                isFirst={at === 0}
                isLast={at === queued.length - 1}
                onSend={() => void queue.sendNow(key)}
                onEdit={() => setOpened(nameOf(key))}
                onSooner={() => changeAndFocus(() => queue.move(key, 'sooner'), Math.max(at - 1, 0), 'sooner')}
                onLater={() => changeAndFocus(() => queue.move(key, 'later'), at + 1, 'later')}
                onRemove={() => changeAndFocus(() => remove(key), at, 'remove')}
              />
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface HeadProps {
  readonly count: number;
  readonly pausedWhy: string | undefined;
  readonly onSendNext: (() => void) | undefined;
}

function Head({ count, pausedWhy, onSendNext }: HeadProps) {
  return (
    <div className="flex min-h-(--target) flex-wrap items-center gap-x-3 px-2 text-[0.8125rem] text-fg-2">
      <h2 className="font-medium">
        {say('{count, plural, one {# message queued} other {# messages queued}}', { count })}
      </h2>
      {pausedWhy !== undefined && (
        <p className="min-w-0 flex-1 text-fg-3 max-sm:order-last max-sm:basis-full">{sayIfKnown(pausedWhy)}</p>
      )}
      {onSendNext && (
        <Button className="ms-auto" onClick={onSendNext}>
          {say('Send next')}
        </Button>
      )}
    </div>
  );
}
