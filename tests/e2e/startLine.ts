import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The line between a browser and a server, which can be cut. */
export interface Line {
  /** `http://127.0.0.1:PORT` */
  readonly address: string;
  /** Breaks every connection that stands. */
  cut(): void;
  close(): void;
}

/** Starts a line to a server on this machine. */
export async function startLine(serverAddress: string): Promise<Line> {
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const target = connect(Number(new URL(serverAddress).port), '127.0.0.1');
    for (const [from, to] of [
      [client, target],
      [target, client],
    ] as const) {
      sockets.add(from);
      from.pipe(to);
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // It listens on TCP.
    cut,
    close() {
      cut();
      server.close();
    },
  };
}
