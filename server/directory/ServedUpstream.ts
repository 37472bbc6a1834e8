import type { Upstream } from '../UpstreamDirectory.ts';

/** An upstream with the models that its settings name. */
export interface ServedUpstream {
  readonly upstream: Upstream;
  /** The provider's own names of models that come first and are there whatever the upstream lists. */
  readonly preferred: readonly string[];
}
