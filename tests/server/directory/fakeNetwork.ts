import { HttpGetError, type GetText, type TextAnswer } from '../../../server/directory/httpGet.ts';

/** What a place answers: its models by name, a status, a body, or a failure to answer. */
export type FakeAnswer = readonly string[] | number | { readonly body: string } | HttpGetError;

/** A network of model servers that a test arranges. A place that is not arranged refuses the connection. */
export interface FakeNetwork {
  /** By base address; may be changed at any time. */
  readonly places: Map<string, FakeAnswer>;
  /** The requests so far. */
  readonly requests: { readonly url: string; readonly headers: Readonly<Record<string, string>> }[];
  readonly getText: GetText;
}

/** A network with these places. */
export function createFakeNetwork(places: Readonly<Record<string, FakeAnswer>> = {}): FakeNetwork {
  const network: FakeNetwork = {
    places: new Map(Object.entries(places)),
    requests: [],
    async getText(url, headers) {
      network.requests.push({ url, headers });
      return answerOf(network.places.get(url.replace(/\/models$/, '')));
    },
  };
  return network;
}

function answerOf(answer: FakeAnswer | undefined): TextAnswer {
  if (answer === undefined) throw new HttpGetError('unreachable');
  if (answer instanceof HttpGetError) throw answer;
  if (typeof answer === 'number') return { status: answer, headers: {}, body: 'marker-key is wrong' };
  if ('body' in answer) return { status: 200, headers: {}, body: answer.body };
  return { status: 200, headers: {}, body: JSON.stringify({ object: 'list', data: answer.map((id) => ({ id })) }) };
}
