import { once } from 'node:events';
import { createServer, connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../createChance.ts';
import type { WireFault } from '../Story.ts';

/** A bad line on the loopback address. */
export interface FaultProxy {
  readonly address: string;
  /** From now on replies are damaged so, or not at all; what is stalled breaks. */
  damage(how: Damaging | undefined): void;
  close(): void;
}

/** In how many of 1 requests for a reply each fault happens. */
export interface Damaging {
  readonly wire: Readonly<Record<WireFault, number>>;
  readonly chance: Chance;
  readonly onFault: (fault: WireFault) => void;
}

/** What happens to the answer of one request. */
interface Damage {
  bytes: number;
  readonly cutAfterBytes: number;
  readonly stallAfterBytes: number;
  readonly pieceBytes: number;
  readonly delayMs: number;
}

/** Only replies are damaged: a page that does not load shows nothing. */
const REPLY = /(?:POST|GET) \/api\/replies[ /?]/;

/** Starts a line to a port. */
export async function startFaultProxy(port: number): Promise<FaultProxy> {
  let damaging: Damaging | undefined;
  const stalled = new Set<() => void>();
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    const target = connect(port, '127.0.0.1');
    let drawn: Damage | undefined;
    const end = (): void => {
      client.resetAndDestroy();
      target.destroy();
      stalled.delete(end);
    };
    for (const socket of [client, target]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('close', () => {
        sockets.delete(socket);
        end();
      });
      socket.on('error', end);
    }
    client.on('data', (bytes) => {
      if (REPLY.test(bytes.toString('latin1', 0, 200))) drawn = damaging && draw(damaging);
      target.write(bytes);
    });
    target.on('data', (bytes) => {
      if (!drawn || !damaging) return void client.write(bytes);
      target.pause();
      void send(bytes, drawn, damaging, client).then((outcome) => {
        if (outcome === 'sent') target.resume();
        else if (outcome === 'cut') end();
        else stalled.add(end);
      });
    });
    client.on('end', () => target.end());
    target.on('end', () => client.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('The proxy has no port.');
  return {
    address: `http://127.0.0.1:${bound.port}`,
    damage(how) {
      damaging = how;
      if (!how) for (const end of stalled) end();
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

function draw({ wire, chance, onFault }: Damaging): Damage {
  const happens = (fault: WireFault): boolean => {
    const is = chance.happens(wire[fault]);
    if (is) onFault(fault);
    return is;
  };
  const place = (): number => (chance.happens(0.3) ? chance.between(0, 600) : chance.between(0, 8000));
  return {
    bytes: 0,
    cutAfterBytes: happens('cut') ? place() : Infinity,
    stallAfterBytes: happens('stall') ? place() : Infinity,
    pieceBytes: happens('split') ? chance.between(1, 40) : Infinity,
    delayMs: happens('delay') ? chance.between(1, 60) : 0,
  };
}

async function send(
  bytes: Buffer,
  drawn: Damage,
  { chance }: Damaging,
  client: Socket,
): Promise<'sent' | 'cut' | 'stalled'> {
  for (let at = 0; at < bytes.length;) {
    const isSplit = Number.isFinite(drawn.pieceBytes);
    const piece = bytes.subarray(at, at + (isSplit ? chance.between(1, drawn.pieceBytes) : bytes.length));
    if (drawn.delayMs > 0) await sleep(chance.between(0, drawn.delayMs));
    if (drawn.bytes + piece.length > drawn.stallAfterBytes) return 'stalled';
    const rest = drawn.cutAfterBytes - drawn.bytes;
    client.write(piece.subarray(0, rest));
    if (piece.length >= rest) return 'cut';
    drawn.bytes += piece.length;
    at += piece.length;
    // Otherwise the pieces leave together.
    if (isSplit) await new Promise((resolve) => void setImmediate(resolve));
  }
  return 'sent';
}
