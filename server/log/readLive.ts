import type { ReplyEvent } from '../../protocol/events.ts';
import { LogError } from './GenerationLog.ts';
import type { LiveReply } from './LiveReply.ts';
import { LiveReader, type LiveReaderOptions } from './LiveReader.ts';

/** Where a reader begins, and when it gives up. */
interface ReadLiveOptions extends Pick<LiveReaderOptions, 'after' | 'isClosed'> {
  readonly signal: AbortSignal;
}

/**
 * Follows a reply; see `GenerationLog.read`.
 *
 * @throws {LogError} `unknown` when there is none.
 */
export async function* readLive(
  reply: LiveReply | undefined,
  { after, signal, isClosed }: ReadLiveOptions,
): AsyncGenerator<ReplyEvent, void> {
  if (!reply) throw new LogError('unknown');
  let wake: (() => void) | undefined;
  const onMore = (): void => wake?.();
  const reader = new LiveReader(reply, { after, isClosed, onMore });
  signal.addEventListener('abort', onMore, { once: true });
  try {
    while (!signal.aborted && !reader.isDone) {
      const event = reader.take();
      if (event) yield event;
      // Nothing can have been added since it was looked at: nobody was given a turn.
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } finally {
    reader.close();
    signal.removeEventListener('abort', onMore);
  }
}
