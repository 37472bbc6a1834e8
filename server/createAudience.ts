import type { ReplyId } from '../protocol/ids.ts';
import type { Timers } from './Timers.ts';

/** Who watches the replies that this process generates. */
export interface Audience {
  /** Looks after a reply from now on: `onDeserted` is called once nobody has watched it for too long. @returns a function that ends it. */
  attend(replyId: ReplyId, onDeserted: () => void): () => void;
  /** Someone watches a reply. @returns a function to be called once when they leave. */
  join(replyId: ReplyId): () => void;
}

/** What an audience needs. */
export interface AudienceOptions {
  readonly timers: Timers;
  /** For how many milliseconds nobody may watch a reply; `undefined` for ever. Asked whenever the last one leaves. */
  readonly maxAloneMs: () => Promise<number | undefined>;
}

interface Hall {
  viewers: number;
  readonly onDeserted: () => void;
  cancel: (() => void) | undefined;
}

/** An audience that looks after nothing yet. @see docs/spec.md S24 */
export function createAudience({ timers, maxAloneMs }: AudienceOptions): Audience {
  const halls = new Map<ReplyId, Hall>();

  async function emptied(replyId: ReplyId, hall: Hall): Promise<void> {
    const aloneMs = await maxAloneMs();
    if (aloneMs === undefined || hall.viewers > 0 || halls.get(replyId) !== hall) return;
    hall.cancel?.();
    hall.cancel = timers.after(aloneMs, hall.onDeserted);
  }

  return {
    attend(replyId, onDeserted) {
      const hall: Hall = { viewers: 0, onDeserted, cancel: undefined };
      halls.set(replyId, hall);
      void emptied(replyId, hall);
      return () => {
        hall.cancel?.();
        halls.delete(replyId);
      };
    },
    join(replyId) {
      const hall = halls.get(replyId);
      if (!hall) return () => undefined;
      hall.viewers += 1;
      hall.cancel?.();
      return () => {
        hall.viewers -= 1;
        if (hall.viewers === 0) void emptied(replyId, hall);
      };
    },
  };
}
