import { replyError, type ReplyErrorBody } from '../../protocol/errors.ts';
import type { ListedModel } from '../../providers/Provider.ts';
import type { Upstream } from '../UpstreamDirectory.ts';
import { HttpGetError, type GetText } from './httpGet.ts';

/** What an upstream answered when asked for its models. `unlisted`: it answers, but keeps no list. */
export type ModelListing =
  | { readonly state: 'listed'; readonly models: readonly ListedModel[] }
  | { readonly state: 'unlisted' }
  | { readonly state: 'failed'; readonly error: ReplyErrorBody };

/**
 * Asks an upstream for its models. Never rejects. The sentences of its errors are our own: what an upstream says may hold the key.
 *
 * @see docs/spec.md H8
 */
export async function listModels(upstream: Upstream, getText: GetText, timeoutMs: number): Promise<ModelListing> {
  const { path, headers } = upstream.provider.buildModelsRequest(upstream.key);
  try {
    const { status, body } = await getText(upstream.baseUrl + path, headers, timeoutMs);
    if (NO_SUCH_LIST.includes(status)) return { state: 'unlisted' };
    if (status !== 200) return { state: 'failed', error: statusError(upstream, status) };
    const models = upstream.provider.decodeModels(body);
    return models ? { state: 'listed', models } : { state: 'failed', error: noListError(upstream) };
  } catch (error) {
    return { state: 'failed', error: silenceError(upstream, error, timeoutMs) };
  }
}

const NO_SUCH_LIST: readonly number[] = [404, 405, 501];
const TYPE_A_NAME = "A model's name can still be typed.";

function statusError(upstream: Upstream, status: number): ReplyErrorBody {
  const host = hostOf(upstream);
  if (status === 401) return replyError('unauthorized', keySentence(upstream));
  if (status === 403) return replyError('forbidden', `${host} does not let this key list its models. ${TYPE_A_NAME}`);
  if (status === 429) return replyError('rate-limited', `${host} is receiving too many requests. ${TYPE_A_NAME}`);
  if (status >= 500) return replyError('unavailable', `${host} cannot list its models right now (status ${status}).`);
  return replyError('bad-response', `${host} did not list its models (status ${status}). Check its address.`);
}

function keySentence(upstream: Upstream): string {
  const host = hostOf(upstream);
  return upstream.key === ''
    ? `${host} asks for a key. Set ${upstream.keySetting}.`
    : `${host} did not accept the key. Check ${upstream.keySetting}.`;
}

function noListError(upstream: Upstream): ReplyErrorBody {
  return replyError(
    'bad-response',
    `${hostOf(upstream)} answered with something that is no list of models. Check its address.`,
  );
}

function silenceError(upstream: Upstream, error: unknown, timeoutMs: number): ReplyErrorBody {
  const host = hostOf(upstream);
  if (!(error instanceof HttpGetError)) return replyError('internal');
  if (error.code === 'too-large') return noListError(upstream);
  if (error.code === 'timeout') {
    return replyError('timeout', `${host} did not list its models within ${timeoutMs / 1000} seconds. ${TYPE_A_NAME}`);
  }
  return replyError('unreachable', `${host} could not be reached. Is it running, and is its address right?`);
}

function hostOf({ baseUrl }: Upstream): string {
  return new URL(baseUrl).host;
}
