import { createServer, type RequestListener } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import type { Variables } from '../../server/config/readEnvironment.ts';
import { listen } from '../../server/listen.ts';
import { runProcess, startProcess } from './rivuletProcess.ts';
import { temporaryDirectory } from './temporaryDirectory.ts';

async function occupy(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return String(await listen(server, '127.0.0.1', 0));
}

const REPLY_ID = '0190a000-0000-7000-8000-000000000001';

function ask(link: string, model: string): Promise<Response> {
  const messages = [{ role: 'user', parts: [{ type: 'text', text: '10 tokens/s, 2000 tokens' }] }];
  return fetch(new URL('/api/replies', link), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ replyId: REPLY_ID, model, messages, params: {} }),
  });
}

test.each(['SIGINT', 'SIGTERM'] as const)(
  '[H24] it prints its link and nothing else, and %s ends a reply that runs and then the process',
  async (signal) => {
    const rivulet = await startProcess();
    expect(rivulet.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
    const reply = await ask(rivulet.link, 'built-in/showcase');
    expect(reply.status).toBe(200);
    let received = '';
    for await (const chunk of reply.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      if (!received.includes('part-delta') && chunk.includes('part-delta')) rivulet.kill(signal);
      received += chunk;
    }
    expect(received).toContain('event: reply-interrupt');
    expect(await rivulet.end).toEqual({ code: 0, out: `Rivulet: ${rivulet.link}\n`, errors: '' });
  },
);

test('[S14] [H27] a reply that fails is one line on the error output, and the key is in no output and no answer', async () => {
  const key = 'sk-marker-7f3a9c51';
  const port = await occupy((request, response) => {
    response
      .writeHead(401, { 'x-key': key })
      .end(`{"error":{"message":"bad key ${key}: ${request.headers.authorization}"}}`);
  });
  const rivulet = await startProcess({ OPENAI_API_KEY: key, OPENAI_BASE_URL: `http://127.0.0.1:${port}` });
  const answers = [
    await ask(rivulet.link, 'openai/any-model'),
    await fetch(new URL('/api/models', rivulet.link)),
    await fetch(new URL('/', rivulet.link)),
  ];
  const seen = await Promise.all(answers.map(async (answer) => [...answer.headers, await answer.text()].join()));
  expect(seen[0]).toContain('Check OPENAI_API_KEY and retry.');
  rivulet.kill('SIGTERM');
  const { out, errors } = await rivulet.end;
  expect(errors).toBe(`reply ${REPLY_ID}: failed: unauthorized\n`);
  expect([...seen, out, errors].join()).not.toContain('7f3a9c51');
});

test('[H24] the printed link carries the token, and nothing else that is printed does', async () => {
  const rivulet = await startProcess({ RIVULET_TOKEN: 'open-sesame' });
  expect(rivulet.link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=open-sesame$/);
  expect((await fetch(rivulet.link, { redirect: 'manual' })).status).toBe(303);
  rivulet.kill('SIGTERM');
  expect(await rivulet.end).toEqual({ code: 0, out: `Rivulet: ${rivulet.link}\n`, errors: '' });
});

test('[H23] where a Rivulet runs already, with or without a token, its address is printed and the code is 0', async () => {
  for (const token of [undefined, 'open-sesame']) {
    const variables = token === undefined ? {} : { RIVULET_TOKEN: token };
    const first = await startProcess(variables);
    const second = await runProcess({ ...variables, PORT: new URL(first.link).port });
    expect(await second.end).toEqual({ code: 0, out: `Rivulet: ${first.link}\n`, errors: '' });
    first.kill('SIGTERM');
    await first.end;
  }
});

test.each<[string, RequestListener]>([
  ['a web server', (_request, response) => response.end('<!doctype html>')],
  ['a server with a health check', (_request, response) => response.end('{"status":"ok"}')],
  ['a server that hangs up', (_request, response) => response.destroy()],
])('[H23] where %s runs, PORT is named and the code is 1', async (_what, listener) => {
  const port = await occupy(listener);
  const { code, out, errors } = await (await runProcess({ PORT: port })).end;
  expect([code, out]).toEqual([1, '']);
  expect(errors).toMatch(new RegExp(`^Port ${port} is taken by another program\\. Stop it, or set PORT .*\\n$`));
});

test.each<[string, Variables, RegExp]>([
  ['a variable that cannot be used', { PORT: 'many' }, /^PORT: expected a number from 0 to 65535.*\n$/],
  ['a wide HOST without a token', { HOST: '0.0.0.0' }, /^HOST=0\.0\.0\.0 lets other machines in.*\n$/],
])('[H25] %s is a sentence and the code 1', async (_case, variables, words) => {
  const { code, out, errors } = await (await runProcess(variables)).end;
  expect([code, out]).toEqual([1, '']);
  expect(errors).toMatch(words);
});

test('[H25] a page that is not built is a sentence and the code 1', async () => {
  const { code, errors } = await (await runProcess({}, { distDir: await temporaryDirectory() })).end;
  expect(code).toBe(1);
  expect(errors).toBe('The page is not built yet. Run "npm start", which builds it.\n');
});

test('[H28] a data folder that another server has is a sentence and the code 1, unless it listens at this very address', async () => {
  const variables = { RIVULET_DATA: await temporaryDirectory() };
  const first = await startProcess(variables);
  const { code, out, errors } = await (await runProcess(variables)).end;
  expect([code, out]).toEqual([1, '']);
  expect(errors).toContain(`is in use by process ${first.pid}, since `);
  expect(errors).toContain(`, at ${first.link}. Use that one, stop it, or set RIVULET_DATA to another folder.\n`);
  const same = await runProcess({ ...variables, PORT: new URL(first.link).port });
  expect(await same.end).toEqual({ code: 0, out: `Rivulet: ${first.link}\n`, errors: '' });
});
