import { spawn } from 'node:child_process';

/** How a command ended. */
export interface CommandResult {
  /** The exit code; 1 when the command could not be started or was ended by a signal or the time limit. */
  code: number;
  /** Standard output and error as they came, empty when they went to the terminal. */
  output: string;
  /** Whether the time limit ended it. */
  timedOut: boolean;
}

/** How to run a command. */
export interface CommandOptions {
  /** Ends the command and everything it started after this time. */
  timeoutMs: number;
  /** Shows the output while it comes instead of collecting it. Off by default. */
  live?: boolean;
  /** Added to the environment of this process. Nothing by default. */
  env?: Record<string, string>;
}

/** Runs a program with a time limit. Never rejects: a program that is missing ends with code 1 and a sentence as its output. */
export function runCommand(command: string, args: readonly string[], options: CommandOptions): Promise<CommandResult> {
  const { timeoutMs, live = false, env = {} } = options;
  // A group of its own lets the time limit end grandchildren too (browsers, workers); Windows has no such groups.
  const grouped = process.platform !== 'win32';
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', live ? 'inherit' : 'pipe', live ? 'inherit' : 'pipe'],
    detached: grouped,
  });
  const kill = (signal: NodeJS.Signals): void => endGroup(child.pid, grouped, signal);
  const forget = passOnSignals(kill);

  return new Promise((resolve) => {
    let output = '';
    let timedOut = false;
    const timer = setTimeout(() => {
      timedOut = true;
      kill('SIGKILL');
    }, timeoutMs);
    const finish = (code: number): void => {
      clearTimeout(timer);
      forget();
      resolve({ code, output, timedOut });
    };
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
    }
    child.once('error', (error) => {
      output += `${command} could not be started: ${error.message}\n`;
      finish(1);
    });
    child.once('close', (code) => finish(code ?? 1));
  });
}

function endGroup(pid: number | undefined, grouped: boolean, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(grouped ? -pid : pid, signal);
  } catch (error) {
    // ESRCH: it ended by itself a moment ago, which is what was wanted.
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** A child in a group of its own does not hear Ctrl+C. Returns a function that stops listening. */
function passOnSignals(kill: (signal: NodeJS.Signals) => void): () => void {
  const end = (signal: NodeJS.Signals): void => {
    kill(signal);
    process.exit(1);
  };
  process.once('SIGINT', end).once('SIGTERM', end);
  return () => void process.off('SIGINT', end).off('SIGTERM', end);
}
