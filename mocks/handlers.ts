import { http, type HttpHandler } from 'msw';
import type { MockBackend } from './createMockBackend.ts';

/**
 * MSW handlers that answer every request to `/api/…` of any origin with a mocked server.
 *
 * @see docs/spec.md K18
 */
export function createHandlers(backend: MockBackend): HttpHandler[] {
  return [http.all('*/api/*', ({ request }) => backend.handle(request))];
}
