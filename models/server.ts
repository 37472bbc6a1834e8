import { createServer, type Server } from 'node:http';
import type { Clock } from '../mocks/Clock.ts';
import { realClock } from '../mocks/realClock.ts';
import type { ChatModel, WireModel } from './ChatModel.ts';
import type { RecordedRequest } from './createExchange.ts';
import { routeModelRequest, type Door } from './routeModelRequest.ts';
import { createShowcase } from './showcase.ts';
import { tinyChatModel } from './tinyModel.ts';

/** What is served, and where. */
export interface ModelServerOptions {
  /** Any free port unless given. The address is always 127.0.0.1. */
  readonly port?: number;
  /** By name. The built-in `showcase` and `tiny` unless given. */
  readonly models?: Readonly<Record<string, ChatModel | WireModel>>;
  /** The key that requests must carry. None is asked for unless given. */
  readonly apiKey?: string;
  /** How many requests are remembered, their words included, for tests and benches to look at. 1,000 unless given. */
  readonly maxRecords?: number;
  /** The clock of scripted models. The wall's unless given. */
  readonly clock?: Clock;
}

/** A running door. */
export interface ModelServer {
  /** `http://127.0.0.1:PORT/v1` */
  readonly baseUrl: string;
  /** The last `maxRecords` requests to `/v1/chat/completions`, oldest first, refused ones included. */
  readonly requests: readonly RecordedRequest[];
  /** Adds a model, or puts it in the place of the one with that name. */
  serve(name: string, model: ChatModel | WireModel): void;
  /** Breaks every connection and closes the models. */
  close(): Promise<void>;
}

/**
 * Serves models in the format of OpenAI's Chat Completions on this machine's loopback address.
 *
 * @throws {Error} with the code `EADDRINUSE` when `port` is taken.
 * @see docs/spec.md the family B
 */
export async function startModelServer(options: ModelServerOptions = {}): Promise<ModelServer> {
  const models = new Map<string, ChatModel | WireModel>(
    Object.entries(options.models ?? { showcase: createShowcase(), tiny: tinyChatModel() }),
  );
  const requests: RecordedRequest[] = [];
  const { apiKey, maxRecords = 1_000, clock = realClock } = options;
  const door: Door = { models, requests, maxRecords, apiKey, clock };
  const server = createServer((request, response) => {
    // What fails here is a client that went away while it was still asking.
    routeModelRequest(request, response, door).catch(() => response.destroy());
  });
  const port = await listen(server, options.port ?? 0);
  for (const model of models.values()) {
    // A model that cannot warm up says so with its first reply.
    if ('warmUp' in model) model.warmUp?.().catch(() => undefined);
  }
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    serve(name, model) {
      models.set(name, model);
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      for (const model of models.values()) if ('close' in model) await model.close?.();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      const address = server.address();
      if (typeof address === 'object' && address) resolve(address.port);
      else reject(new Error('The model server has no port.'));
    });
  });
}
