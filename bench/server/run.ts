import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';

/**
 * What our server costs for each event, beside a bare pipe of `node:http` in the same run: 100 replies at 50 tokens a
 * second. Rounds alternate, and the ratio is that of the medians; times alone mean nothing on a shared machine.
 */
const STREAMS = 100;
const TOKENS = 200;
const INTERVAL_MS = 20;
const ROUNDS = 3;

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

const rounds: Record<(typeof KINDS)[number], Round[]> = { pipe: [], memory: [], sqlite: [] };
const relays = {
  pipe: await startRelay('pipe'),
  memory: await startRelay('memory'),
  sqlite: await startRelay('sqlite'),
};
for (let round = -1; round < ROUNDS; round += 1) {
  for (const kind of KINDS) {
    const result = await measure(relays[kind]);
    // The first round warms up.
    if (round >= 0) rounds[kind].push(result);
  }
}
for (const { child } of Object.values(relays)) child.disconnect();
upstream.closeAllConnections();
upstream.close();

console.log(
  `${STREAMS} replies at ${1000 / INTERVAL_MS} tokens/s, ${ROUNDS} rounds each, medians: pipe | memory | sqlite | memory / pipe | sqlite / pipe | sqlite / memory`,
);
report('CPU for each token, µs', (round) => round.cpuPerEventUs);
report('latency of a token, p50, µs', (round) => round.latencyP50Us);
report('first token after its sending, p50, µs', (round) => round.firstTokenP50Us);

function report(name: string, pick: (round: Round) => number): void {
  const [pipe = NaN, memory = NaN, sqlite = NaN] = KINDS.map((kind) => median(rounds[kind].map(pick)));
  const times = [pipe, memory, sqlite].map((value) => value.toFixed(0));
  const ratios = [memory / pipe, sqlite / pipe, sqlite / memory].map((value) => value.toFixed(2));
  console.log(`${name}: ${[...times, ...ratios].join(' | ')}`);
}

interface Relay {
  readonly child: ChildProcess;
  readonly port: number;
}

async function startRelay(kind: string): Promise<Relay> {
  const child = fork(`${import.meta.dirname}/relay.ts`, [kind, upstreamUrl]);
  return { child, port: Number((await messageOf(child))['port']) };
}

async function measure({ child, port }: Relay): Promise<Round> {
  const before = await cpuOf(child);
  const replies = await Promise.all(Array.from({ length: STREAMS }, (_, index) => readReply(port, index)));
  const used = (await cpuOf(child)) - before;
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
  const request = http.request({
    port,
    host: '127.0.0.1',
    method: 'POST',
    path: '/api/replies',
    agent: false,
    headers: { 'content-type': 'application/json' },
  });
  const messages = [{ role: 'user', parts: [{ type: 'text', text: 'Hello' }] }];
  request.end(JSON.stringify({ replyId: randomUUID(), model: 'bench/bench', messages, params: {} }));
  const [response] = (await once(request, 'response')) as [http.IncomingMessage];
  const latencies: number[] = [];
  for await (const chunk of response) {
    const now = performance.now();
    for (const [, sentAt] of String(chunk).matchAll(/<([\d.]+)>/g)) latencies.push(now - Number(sentAt));
  }
  return latencies;
}

async function cpuOf(child: ChildProcess): Promise<number> {
  child.send('cpu');
  return Number((await messageOf(child))['cpuMicroseconds']);
}

async function messageOf(child: ChildProcess): Promise<Record<string, unknown>> {
  const [message] = (await once(child, 'message')) as [Record<string, unknown>];
  return message;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
