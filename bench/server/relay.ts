import { mkdtempSync, rmSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openaiChat } from '../../providers/openaiChat.ts';
import { createApp } from '../../server/app.ts';
import type { GenerationLog } from '../../server/log/GenerationLog.ts';
import { createMemoryLog } from '../../server/log/memoryLog.ts';
import { createSqliteLog } from '../../server/log/sqliteLog.ts';
import { createNodeServer } from '../../server/nodeServer.ts';
import type { Upstream } from '../../server/UpstreamDirectory.ts';

/**
 * The process that `run.ts` measures: `pipe` passes the bytes of the model server on as they are, `memory` and `sqlite`
 * are our server with that log. Tells its port, and when asked what CPU time or memory it has used.
 */
const [kind, upstreamUrl = ''] = process.argv.slice(2);

const server = kind === 'pipe' ? pipeServer() : rivuletServer(kind === 'sqlite' ? sqliteLog() : createMemoryLog());
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));

process.once('disconnect', () => process.exit());
process.on('message', (question) => process.send?.({ value: question === 'cpu' ? cpuMicroseconds() : memoryBytes() }));

function cpuMicroseconds(): number {
  const { user, system } = process.cpuUsage();
  return user + system;
}

function memoryBytes(): number {
  globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  return process.memoryUsage.rss();
}

function pipeServer(): http.Server {
  return http.createServer((request, response) => {
    const call = http.request(upstreamUrl, { method: 'POST', agent: false }, (answer) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      answer.pipe(response);
    });
    request.pipe(call);
  });
}

function sqliteLog(): GenerationLog {
  const folder = mkdtempSync(join(tmpdir(), 'rivulet-bench-'));
  process.once('exit', () => rmSync(folder, { recursive: true }));
  return createSqliteLog({ folder, report: console.error });
}

function rivuletServer(log: GenerationLog): http.Server {
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
  const app = createApp({ log, directory, owner: 'bench', report: console.error });
  return createNodeServer((request) => app.handle(request));
}
