import { ConfigError } from './config/ConfigError.ts';
import { readEnvironment, type Environment, type Variables } from './config/readEnvironment.ts';
import { isRivuletAt } from './isRivuletAt.ts';
import { linksOf } from './linksOf.ts';
import { StartError } from './StartError.ts';
import { startRivulet, type Rivulet } from './startRivulet.ts';

/** What a process is given. */
export interface RunOptions {
  readonly variables: Variables;
  readonly workingDirectory: string;
  /** Where the built page is. */
  readonly distDir: string;
}

/**
 * Runs Rivulet as the process's own task: prints its links, or why it cannot start, and ends the process with SIGINT or SIGTERM.
 * What goes wrong later is one line each on the error output. Never rejects.
 *
 * @see docs/spec.md H23 to H25
 */
export async function runRivulet({ variables, workingDirectory, distDir }: RunOptions): Promise<void> {
  try {
    const environment = readEnvironment(variables, workingDirectory);
    const rivulet = await startUnlessRunning(environment, distDir);
    printLinks(environment, rivulet?.port ?? environment.port);
    if (rivulet) closeOnSignal(rivulet);
  } catch (error) {
    fail(error);
  }
}

/** @returns `undefined` when a Rivulet listens at this address already: a second start is then a success. */
async function startUnlessRunning(environment: Environment, distDir: string): Promise<Rivulet | undefined> {
  try {
    return await startRivulet(environment, distDir, (line) => console.error(line));
  } catch (error) {
    const isTaken = error instanceof StartError && (error.code === 'port-taken' || error.code === 'data-taken');
    if (isTaken && (await isRivuletAt(linksOf(environment, environment.port)[0]))) return undefined;
    throw error;
  }
}

function printLinks(environment: Environment, port: number): void {
  for (const link of linksOf(environment, port)) console.log(`Rivulet: ${link}`);
}

function closeOnSignal(rivulet: Rivulet): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Once: the same signal again ends the process at once.
    process.once(signal, () => {
      rivulet.close().then(() => process.exit(0), fail);
    });
  }
}

function fail(error: unknown): void {
  console.error(error instanceof ConfigError || error instanceof StartError ? error.message : error);
  process.exit(1);
}
