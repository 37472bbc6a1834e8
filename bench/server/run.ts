import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { measureIdle } from './measureIdle.ts';
import { postReply } from './postReply.ts';
import { startRelay, type Relay, type RelayKind } from './relayProcess.ts';

/**
 * What our server costs for each event, beside a bare pipe of `node:http`: at 50 tokens a second, 40 replies through
 * each at the same time, so that whatever else the machine does falls on all of them. A ratio is the median of those of
 * the rounds; times alone mean nothing on a shared machine.
 */
const STREAMS = 40;
const TOKENS = 200;
const INTERVAL_MS = 20;
const ROUNDS = 9;
/** Until the code that runs for each token is compiled. */
const WARM_UP_ROUNDS = 3;
const IDLE_STREAMS = 1000;

interface Round {
  readonly cpuPerEventUs: number;
  readonly latencyP50Us: number;
  readonly firstTokenP50Us: number;
}

const upstream = http.createServer((request, response) => {
  request.resume();
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let sent = 0;
  const timer = setInterval(() => {
    sent += 1;
    const content = `<${performance.now()}>`;
    response.write(`data: {"choices":[{"index":0,"delta":{"content":"${content}"}}]}\n\n`);
    if (sent < TOKENS) return;
    clearInterval(timer);
    response.end('data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n');
  }, INTERVAL_MS);
});
upstream.listen(0, '127.0.0.1');
await once(upstream, 'listening');
const upstreamUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;

const KINDS = ['pipe', 'memory', 'sqlite'] as const;

const rounds: Record<RelayKind, Round[]> = { pipe: [], memory: [], sqlite: [] };
const relays = {
  pipe: await startRelay('pipe', upstreamUrl),
  memory: await startRelay('memory', upstreamUrl),
  sqlite: await startRelay('sqlite', upstreamUrl),
};
for (let round = -WARM_UP_ROUNDS; round < ROUNDS; round += 1) {
  const results = await Promise.all(KINDS.map(async (kind) => [kind, await measure(relays[kind])] as const));
  if (round >= 0) for (const [kind, result] of results) rounds[kind].push(result);
}
for (const relay of Object.values(relays)) relay.stop();
upstream.closeAllConnections();
upstream.close();

console.log(
  `${STREAMS} replies each at ${1000 / INTERVAL_MS} tokens/s, medians of ${ROUNDS} rounds: pipe | memory | sqlite | memory / pipe | sqlite / pipe | sqlite / memory`,
);
report('CPU for each token, µs', (round) => round.cpuPerEventUs);
report('latency of a token, p50, µs', (round) => round.latencyP50Us);
report('first token after its sending, p50, µs', (round) => round.firstTokenP50Us);

const idleBytes: number[] = [];
for (const kind of KINDS) idleBytes.push(await measureIdle(kind, IDLE_STREAMS));
const idleKiB = idleBytes.map((bytes) => (bytes / 1024).toFixed(0));
console.log(`memory for each of ${IDLE_STREAMS} idle replies, KiB: ${idleKiB.join(' | ')}`);

function report(name: string, pick: (round: Round) => number): void {
  const values = (kind: RelayKind): number[] => rounds[kind].map(pick);
  const ratio = (kind: RelayKind, base: RelayKind): string =>
    median(values(kind).map((value, round) => value / (values(base)[round] ?? NaN))).toFixed(2);
  const times = KINDS.map((kind) => median(values(kind)).toFixed(0));
  console.log(
    `${name}: ${[...times, ratio('memory', 'pipe'), ratio('sqlite', 'pipe'), ratio('sqlite', 'memory')].join(' | ')}`,
  );
}

async function measure(relay: Relay): Promise<Round> {
  const before = await relay.cpuMicroseconds();
  const replies = await Promise.all(Array.from({ length: STREAMS }, (_, index) => readReply(relay.port, index)));
  const used = (await relay.cpuMicroseconds()) - before;
  const latencies = replies.flat();
  const lost = STREAMS * TOKENS - latencies.length;
  if (lost > 0) throw new Error(`${lost} tokens were lost.`);
  return {
    cpuPerEventUs: used / latencies.length,
    latencyP50Us: median(latencies) * 1000,
    firstTokenP50Us: median(replies.map(([first = NaN]) => first)) * 1000,
  };
}

/** How long each token was on its way, in milliseconds. */
async function readReply(port: number, index: number): Promise<number[]> {
  // Spread over the interval: in one burst, a token finds all processes awake, which real ones do not.
  await setTimeout((index * INTERVAL_MS * 7) / STREAMS);
  const response = await postReply(port);
  const latencies: number[] = [];
  for await (const chunk of response) {
    const now = performance.now();
    for (const [, sentAt] of String(chunk).matchAll(/<([\d.]+)>/g)) latencies.push(now - Number(sentAt));
  }
  return latencies;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
