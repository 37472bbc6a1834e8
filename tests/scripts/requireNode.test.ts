import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectDirectory } from '../../scripts/projectDirectory.ts';
import { runCommand } from '../../scripts/runCommand.ts';

const guard = JSON.stringify(join(projectDirectory, 'scripts', 'requireNode.cjs'));

function startWith(version: string): Promise<{ code: number; output: string }> {
  const program = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } }); require(${guard});`;
  return runCommand(process.execPath, ['--eval', program], { timeoutMs: 30_000 });
}

test.each(['18.20.4', '20.20.2', '22.18.0'])(
  '[A16] Node %s is told what to do and ends with code 1',
  async (version) => {
    const { code, output } = await startWith(version);
    expect(code).toBe(1);
    expect(output.trim()).toMatch(
      new RegExp(`^Rivulet needs Node 22.19 or newer, and this is Node ${version}\\. .*npm ci.*$`),
    );
  },
);

test.each(['22.19.0', '24.0.0'])('[A16] Node %s is let through', async (version) => {
  expect(await startWith(version)).toMatchObject({ code: 0, output: '' });
});
