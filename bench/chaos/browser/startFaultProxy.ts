import { once } from 'node:events';
import { createServer, connect, type Socket } from 'node:net';
import { drawDamage, sendDamaged, type Damage, type Damaging } from './sendDamaged.ts';

/** A bad line on the loopback address. */
export interface FaultProxy {
  readonly address: string;
  /** From now on replies are damaged so, or not at all; what is stalled breaks. */
  damage(how: Damaging | undefined): void;
  /** Breaks every connection, and lets none be made until it is called again. */
  setDown(isDown: boolean): void;
  /** Sends the last question once more, byte for byte, and goes away as soon as there is an answer. @returns whether there was one to send. */
  askAgain(): boolean;
  close(): void;
}

const REQUEST = /^(?:GET|HEAD|POST|PUT|DELETE) /;

/** Only replies are damaged: a page that does not load shows nothing. */
const REPLY = /^(?:POST|GET) \/api\/replies[ /?]/;

const QUESTION = /^POST \/api\/replies /;

/** Starts a line to a port. */
export async function startFaultProxy(port: number): Promise<FaultProxy> {
  let damaging: Damaging | undefined;
  let isDown = false;
  let question: readonly Buffer[] = [];
  const stalled = new Set<() => void>();
  const sockets = new Set<Socket>();

  const server = createServer((client) => {
    if (isDown) return void client.resetAndDestroy();
    const target = connect(port, '127.0.0.1');
    let drawn: Damage | undefined;
    let isQuestion = false;
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
      const head = bytes.toString('latin1', 0, 200);
      if (REQUEST.test(head)) {
        drawn = damaging && REPLY.test(head) ? drawDamage(damaging) : undefined;
        isQuestion = QUESTION.test(head);
        if (isQuestion) question = [];
      }
      if (isQuestion) question = [...question, bytes];
      if (!drawn || drawn.cutAfterBytes >= 0) return void target.write(bytes);
      drawn.onFault('cut');
      end();
    });
    target.on('data', (bytes) => {
      if (!drawn || !damaging) return void client.write(bytes);
      target.pause();
      void sendDamaged(bytes, drawn, client).then((outcome) => {
        if (outcome === 'sent') target.resume();
        else if (outcome === 'cut') end();
        else if (outcome === 'ended') client.end(() => target.destroy());
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
      if (how) question = [];
      else for (const end of stalled) end();
    },
    setDown(down) {
      isDown = down;
      if (down) for (const socket of sockets) socket.resetAndDestroy();
    },
    askAgain() {
      const target = connect(port, '127.0.0.1');
      target.on('error', () => target.destroy());
      target.once('data', () => target.destroy());
      target.write(Buffer.concat(question));
      return question.length > 0;
    },
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
