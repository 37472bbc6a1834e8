import { buildPage } from './buildPage.ts';

/** `npm run build`: the page, compressed, in `dist`. */
await buildPage().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
