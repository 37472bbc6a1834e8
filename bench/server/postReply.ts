import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';

/** Asks a relay for a new reply, over a connection of its own. */
export async function postReply(port: number): Promise<http.IncomingMessage> {
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
  return response;
}
