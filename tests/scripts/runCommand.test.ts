import { expect, test } from 'vitest';
import { runCommand } from '../../scripts/runCommand.ts';

test('[A17] a command gives its exit code and all that it wrote', async () => {
  const program = "console.log(process.env.WORD); console.error('b'); process.exitCode = 3;";
  const result = await runCommand(process.execPath, ['--eval', program], { timeoutMs: 30_000, env: { WORD: 'a' } });
  expect(result).toMatchObject({ code: 3, timedOut: false });
  expect(result.output).toContain('a\n');
  expect(result.output).toContain('b\n');
});

test('[A17] a command that does not end is ended, with what it started', async () => {
  // The grandchild holds the output open: without its end this test would not end either.
  const grandchild =
    "require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => 0, 1e9)'], { stdio: 'inherit' });";
  const result = await runCommand(process.execPath, ['--eval', grandchild], { timeoutMs: 500 });
  expect(result).toMatchObject({ code: 1, timedOut: true });
});

test('[A17] a program that does not exist is a failure with a sentence, not an exception', async () => {
  const result = await runCommand('no-such-program', [], { timeoutMs: 30_000 });
  expect(result.code).toBe(1);
  expect(result.output).toMatch(/^no-such-program could not be started: /);
});
