import { once } from 'node:events';
import type { Server } from 'node:http';
import { StartError } from './StartError.ts';

/**
 * Makes a server listen.
 *
 * @returns the port, which a port of 0 leaves to the system.
 * @throws {StartError} `port-taken` or `cannot-listen`.
 */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    throw startErrorOf(cause, host, port);
  }
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

function startErrorOf(cause: unknown, host: string, port: number): StartError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  if (code === 'EADDRINUSE') {
    return new StartError(
      'port-taken',
      `Port ${port} is taken by another program. Stop it, or set PORT to a free one: PORT=${port + 1} npm start`,
      { cause },
    );
  }
  if (code === 'EACCES') {
    return new StartError('cannot-listen', `Port ${port} is not open to you. Set PORT to a number above 1023.`, {
      cause,
    });
  }
  return new StartError('cannot-listen', `HOST=${host} is no address of this machine (${code}). Mend HOST.`, { cause });
}
