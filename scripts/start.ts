import { buildPageIfStale } from './buildPage.ts';

/** `npm start`: builds the page if need be, then serves it and the API from this process. */
await buildPageIfStale().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
await import('../server/main.ts');
