import { fileURLToPath } from 'node:url';
import { runRivulet } from './runRivulet.ts';

/** Serves the built page and the API; `npm start` builds the page first. */
await runRivulet({
  variables: process.env,
  workingDirectory: process.cwd(),
  distDir: fileURLToPath(new URL('../dist/', import.meta.url)),
});
