import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { openaiChat } from '../../providers/openaiChat.ts';
import { createApp } from '../../server/app.ts';
import { createMemoryLog } from '../../server/log/memoryLog.ts';
import { createNodeServer } from '../../server/nodeServer.ts';
import type { Upstream } from '../../server/UpstreamDirectory.ts';

/**
 * The process that `run.ts` measures: `pipe` passes the bytes of the model server on as they are, `rivulet` is our
 * server. Tells its port, and on every message the CPU time it has used.
 */
const [kind, upstreamUrl = ''] = process.argv.slice(2);

const server = kind === 'pipe' ? pipeServer() : rivuletServer();
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.({ cpuMicroseconds: user + system, memoryBytes: process.memoryUsage.rss() });
});

function pipeServer(): http.Server {
  return http.createServer((request, response) => {
    const call = http.request(upstreamUrl, { method: 'POST', agent: false }, (answer) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      answer.pipe(response);
    });
    request.pipe(call);
  });
}

function rivuletServer(): http.Server {
  const upstream: Upstream = {
    id: 'bench',
    label: 'Bench',
    origin: 'configured',
    provider: openaiChat,
    baseUrl: upstreamUrl,
    key: '',
    keySetting: 'BENCH_KEY',
  };
  const directory = {
    resolve: async () => ({ upstream, model: 'bench' }),
    catalog: () => Promise.reject(new Error('Nobody asks for the models here.')),
    onChange: () => () => undefined,
    close: () => undefined,
  };
  const app = createApp({ log: createMemoryLog(), directory, owner: 'bench', report: console.error });
  return createNodeServer((request) => app.handle(request));
}
