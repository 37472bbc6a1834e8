import { expect, test } from 'vitest';
import { watchBody } from '../../src/transport/watchBody.ts';

test('[Z6] an answer that says that there is nothing more is read as such also where the browser gives it an empty body', () => {
  const response = new Response(null, { status: 204 });
  Object.defineProperty(response, 'body', { value: new Blob([]).stream() });
  expect(watchBody(response, () => undefined).status).toBe(204);
});
