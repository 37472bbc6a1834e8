import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { httpGet } from '../../../server/directory/httpGet.ts';
import { listen } from '../../../server/listen.ts';

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  const port = await listen(server, '127.0.0.1', 0);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${port}/`;
}

test('[H14] an answer has its status, its headers and its body', async () => {
  const url = await serve((request, response) => {
    response.writeHead(401, { 'X-Seen': request.headers.authorization });
    response.end('naïve');
  });
  const answer = await httpGet(url, { authorization: 'Bearer sk-1' }, 10_000);
  expect(answer).toMatchObject({ status: 401, body: 'naïve' });
  expect(answer.headers['x-seen']).toBe('Bearer sk-1');
});

test('[H14] a redirect is not followed', async () => {
  const paths: (string | undefined)[] = [];
  const url = await serve((request, response) => {
    paths.push(request.url);
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect((await httpGet(url, {}, 10_000)).status).toBe(302);
  expect(paths).toEqual(['/']);
});

test('[H14] a body beyond 8 MiB is not read to its end', async () => {
  const url = await serve((_request, response) => {
    const chunk = Buffer.alloc(1024 * 1024);
    const more = (): void => {
      while (!response.destroyed && response.write(chunk));
    };
    response.on('drain', more);
    more();
  });
  await expect(httpGet(url, {}, 60_000)).rejects.toMatchObject({ code: 'too-large' });
});

test('[H14] the time limit holds while nothing is answered and while a body never ends', async () => {
  const silent = await serve(() => undefined);
  await expect(httpGet(silent, {}, 1)).rejects.toMatchObject({ code: 'timeout' });
  const endless = await serve((_request, response) => {
    response.write('{');
  });
  await expect(httpGet(endless, {}, 100)).rejects.toMatchObject({ code: 'timeout' });
});

test('[H14] a port where nothing listens, and a connection that is cut, are unreachable', async () => {
  const server = createServer();
  const port = await listen(server, '127.0.0.1', 0);
  await new Promise((resolve) => server.close(resolve));
  await expect(httpGet(`http://127.0.0.1:${port}/`, {}, 10_000)).rejects.toMatchObject({ code: 'unreachable' });
  const cutting = await serve((_request, response) => {
    response.writeHead(200, { 'content-length': '10' });
    response.write('half', () => response.destroy());
  });
  await expect(httpGet(cutting, {}, 10_000)).rejects.toMatchObject({ code: 'unreachable' });
});
