import type { Upstream } from '../UpstreamDirectory.ts';
import type { GetText } from './httpGet.ts';
import { listModels, type ModelListing } from './listModels.ts';

/** A model server that runs on this machine. */
export interface FoundEngine {
  readonly upstream: Upstream;
  readonly listing: Extract<ModelListing, { state: 'listed' }>;
}

/** A machine's own servers answer at once or not at all. */
const ENGINE_TIMEOUT_MS = 1000;

/**
 * Which of the engines run. Another program may sit at an engine's port: only an answer that is a list of models counts.
 *
 * @see docs/spec.md H7
 */
export async function findEngines(engines: readonly Upstream[], getText: GetText): Promise<readonly FoundEngine[]> {
  const answers = await Promise.all(
    engines.map(async (upstream) => ({ upstream, listing: await listModels(upstream, getText, ENGINE_TIMEOUT_MS) })),
  );
  return answers.filter((answer): answer is FoundEngine => answer.listing.state === 'listed');
}
