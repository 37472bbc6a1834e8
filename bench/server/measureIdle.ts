import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { postReply } from './postReply.ts';
import { startRelay, type RelayKind } from './relayProcess.ts';

/** How many bytes a relay holds for each of many replies whose model has said one word and thinks on. */
export async function measureIdle(kind: RelayKind, streams: number): Promise<number> {
  const upstream = http.createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write('data: {"choices":[{"index":0,"delta":{"content":"word"}}]}\n\n');
  });
  upstream.listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  const upstreamUrl = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
  // The young generation grows with the rate of requests, up to 48 MiB, and not with the number of open streams.
  const relay = await startRelay(kind, upstreamUrl, ['--max-semi-space-size=1']);
  // What is loaded and compiled with the first replies is not a cost of each.
  const first = await openAll(relay.port, 200);
  const before = await relay.memoryBytes();
  const rest = await openAll(relay.port, streams);
  const after = await relay.memoryBytes();
  for (const response of [...first, ...rest]) response.destroy();
  relay.stop();
  upstream.closeAllConnections();
  upstream.close();
  return (after - before) / streams;
}

async function openAll(port: number, count: number): Promise<http.IncomingMessage[]> {
  const responses: http.IncomingMessage[] = [];
  for (let index = 0; index < count; index += 1) {
    const response = await postReply(port);
    let text = '';
    for await (const chunk of response.iterator({ destroyOnReturn: false })) {
      text += String(chunk);
      if (text.includes('word')) break;
    }
    responses.push(response);
  }
  return responses;
}
