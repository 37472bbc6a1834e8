import { parseArgs } from 'node:util';
import { createServer } from 'vite';

/**
 * `npm run dev`: the page with hot reload and the server's core in one process. With `--mock` the page is answered by mocked
 * streams in a service worker instead; `--port` takes another port than Vite's own 5173.
 */
const { values } = parseArgs({ options: { mock: { type: 'boolean' }, port: { type: 'string' } } });
if (values.mock) process.env['VITE_MOCK'] = '1';

const server = await createServer(values.port === undefined ? {} : { server: { port: Number(values.port) } });
await server.listen();
server.printUrls();
server.bindCLIShortcuts({ print: true });
