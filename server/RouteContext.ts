import type { Audience } from './createAudience.ts';
import type { Feed } from './feed.ts';
import type { Generations } from './Generations.ts';
import type { GenerationLog } from './log/GenerationLog.ts';
import type { Limits } from './defaultLimits.ts';
import type { Timers } from './Timers.ts';
import type { UpstreamDirectory } from './UpstreamDirectory.ts';

/** What the routes work with. */
export interface RouteContext {
  readonly log: GenerationLog;
  readonly directory: UpstreamDirectory;
  readonly generations: Generations;
  readonly audience: Audience;
  readonly feed: Feed;
  readonly limits: Limits;
  readonly timers: Timers;
  /** This server's name in claims. */
  readonly owner: string;
  /** Whether the server is going away and starts nothing new. */
  isDraining(): boolean;
}
