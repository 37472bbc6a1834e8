import { setupServer } from 'msw/node';
import { createMockBackend, type MockBackend, type MockBackendOptions } from './createMockBackend.ts';
import { createHandlers } from './handlers.ts';

/** A mocked server that stands between a test and the network. */
export interface MockServer extends MockBackend {
  /** Begins to answer. A request that is not to `/api/…` is an error from now on. */
  listen(): void;
  /** Gives the network back. */
  close(): void;
}

/**
 * A mocked server for Vitest: everything that a test's code fetches from `/api/…`, of any origin, is answered from scripts.
 *
 * @example
 * const server = createMockServer();
 * beforeAll(() => server.listen());
 * afterEach(() => server.reset());
 * afterAll(() => server.close());
 */
export function createMockServer(options?: MockBackendOptions): MockServer {
  const backend = createMockBackend(options);
  const network = setupServer(...createHandlers(backend));
  return Object.assign(backend, {
    listen: () => network.listen({ onUnhandledFrame: 'error' }),
    close() {
      backend.reset();
      network.close();
    },
  });
}
