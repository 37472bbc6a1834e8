import { expect, test } from 'vitest';
import { blobsAsText } from '../../src/persistence/blobsAsText.ts';

test('[P18] a row whose bytes the browser has lost is there without them', async () => {
  const lost = Object.assign(new Blob(['x']), {
    arrayBuffer: () => Promise.reject(new DOMException('', 'NotFoundError')),
  });
  expect(await blobsAsText({ hash: 'a', blob: lost })).toEqual({ hash: 'a', blob: { base64: null } });
});
