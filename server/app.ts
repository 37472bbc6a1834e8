import { createCallUpstream, type CallUpstream } from './callUpstream.ts';
import { createAudience } from './createAudience.ts';
import { createFrameClock } from './createFrameClock.ts';
import type { CoreRequest, CoreResponse } from './CoreRequest.ts';
import { defaultLimits, type Limits } from './defaultLimits.ts';
import { errorResponse } from './errorResponse.ts';
import { createFeed } from './feed.ts';
import { Generations } from './Generations.ts';
import type { GenerationLog } from './log/GenerationLog.ts';
import { nameOfError } from './nameOfError.ts';
import { noReport, type Report } from './Report.ts';
import type { RouteContext } from './RouteContext.ts';
import { route } from './routes.ts';
import { systemTimers, type Timers } from './Timers.ts';
import { keepLeases } from './keepLeases.ts';
import { createUpstreamClient } from './upstream.ts';
import type { UpstreamDirectory } from './UpstreamDirectory.ts';

/** What a server is made of. */
export interface AppOptions {
  /** Stays open when the app closes: who made it closes it. */
  readonly log: GenerationLog;
  /** Stays open too. */
  readonly directory: UpstreamDirectory;
  /** A name in the log's claims that no other server has. */
  readonly owner: string;
  /** Default: calls the model over HTTP. */
  readonly callUpstream?: CallUpstream;
  readonly limits?: Partial<Limits>;
  /** For how many milliseconds nobody may watch a running reply before it is stopped; asked anew each time. Default: for ever. */
  readonly maxAloneMs?: () => Promise<number | undefined>;
  /** Default: the machine's time. */
  readonly timers?: Timers;
  /** Default: nowhere. */
  readonly report?: Report;
}

/** The server without its doors: only `/api/*`, `/healthz` and `/readyz`. */
export interface App {
  /** Answers a request. Never rejects. */
  handle(request: CoreRequest): Promise<CoreResponse>;
  /**
   * Starts nothing new, ends every running reply as interrupted, and the feed. Resolves once the log holds the ends:
   * streams of those replies end by themselves then, those of replies that another server generates when the log is closed.
   */
  close(): Promise<void>;
}

/**
 * The core of the server. It starts by ending the replies that a server before it left running.
 *
 * @see docs/spec.md the family S
 */
export function createApp(options: AppOptions): App {
  const { log, directory, owner, timers = systemTimers, report = noReport } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const client = createUpstreamClient({ timers, retryDelayMs: limits.retryDelayMs });
  const callUpstream = options.callUpstream ?? createCallUpstream({ client, timers, limits, report });
  const feed = createFeed(timers.now());
  const audience = createAudience({ timers, maxAloneMs: options.maxAloneMs ?? (async () => undefined) });
  const frames = createFrameClock(timers, limits.frameMs);
  const { maxRunningReplies } = limits;
  const generations = new Generations({ log, callUpstream, frames, report, maxRunningReplies }, feed, audience);
  let draining = false;
  const context: RouteContext = {
    log,
    directory,
    generations,
    audience,
    feed,
    timers,
    limits,
    owner,
    isDraining: () => draining,
  };
  const stopListening = directory.onChange(() => {
    feed.publish({ type: 'models-changed' });
  });
  const stopLeases = keepLeases({ log, owner, timers, renewMs: limits.renewMs, report });

  return {
    async handle(request) {
      return route(request, context).catch((error: unknown) => {
        if (!request.signal.aborted) report(`${request.method} ${request.path}: ${nameOfError(error)}`);
        return errorResponse('internal');
      });
    },
    async close() {
      draining = true;
      stopListening();
      await generations.close();
      stopLeases();
      feed.close();
      client.close();
    },
  };
}
