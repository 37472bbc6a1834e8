import type { ReplyId } from '../../protocol/ids.ts';
import type { OpenLink } from './Link.ts';

/** A connection of a reply, or one that is about to be made. */
export interface GatedLink {
  readonly replyId: ReplyId;
  /** Ends the connection, not the following: the next one goes on from the last applied event. */
  pause(): void;
}

/** Who says which replies hold a connection open and which are read in pieces. */
export interface LinkArbiter {
  /** Resolves when a connection may be made, and says of which kind. Must resolve soon after `signal` aborts. */
  admit(link: GatedLink, signal: AbortSignal): Promise<'stream' | 'piece'>;
  /** Its connection has ended. */
  leave(link: GatedLink): void;
}

/** What every connection of a page's replies passes through. */
export interface LinkGate {
  /** The connections that are there. */
  readonly links: ReadonlySet<GatedLink>;
  /** The connections of a reply, let through one by one. */
  through(replyId: ReplyId, openLink: OpenLink): OpenLink;
  /** From now on `arbiter` is asked first; until then every connection is a stream. */
  arbitrate(arbiter: LinkArbiter): void;
  /** New connections wait for an arbiter that may come with `coming`: those that are open could keep it from being loaded. */
  hold(coming: Promise<unknown>): void;
}

/**
 * A gate that stands open.
 *
 * @see docs/spec.md G1 and G2
 */
export function createLinkGate(): LinkGate {
  const links = new Set<GatedLink>();
  let arbiter: LinkArbiter | undefined;
  let coming: Promise<unknown> | undefined;
  return {
    links,
    through: (replyId, openLink) => async (request, listener) => {
      const pausing = new AbortController();
      const link = { replyId, pause: () => pausing.abort() };
      if (coming) await coming.catch(() => undefined);
      const isPiece = arbiter !== undefined && (await arbiter.admit(link, listener.signal)) === 'piece';
      links.add(link);
      const signal = AbortSignal.any([listener.signal, pausing.signal]);
      const end = await openLink({ ...request, isPiece }, { ...listener, signal });
      links.delete(link);
      arbiter?.leave(link);
      return end.kind === 'aborted' && !listener.signal.aborted ? { kind: 'piece' } : end;
    },
    arbitrate(next) {
      arbiter = next;
    },
    hold(next) {
      coming = next;
    },
  };
}
