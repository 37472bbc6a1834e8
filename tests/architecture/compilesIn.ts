import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeBin } from '../../scripts/nodeBin.ts';
import { projectDirectory } from '../../scripts/projectDirectory.ts';
import { runCommand } from '../../scripts/runCommand.ts';

/** Compiles a text with the settings of one of the project's tsconfigs. @returns what the compiler says; empty when it is content. */
export async function compilesIn(tsconfig: string, text: string): Promise<string> {
  const cache = join(projectDirectory, 'node_modules', '.cache');
  await mkdir(cache, { recursive: true });
  // Inside node_modules, so that the compiler finds the same type packages.
  const directory = await mkdtemp(join(cache, 'planted-'));
  try {
    const config = {
      extends: join(projectDirectory, tsconfig),
      compilerOptions: {
        composite: false,
        emitDeclarationOnly: false,
        noEmit: true,
        rootDir: '.',
        tsBuildInfoFile: null,
      },
      include: [],
      files: ['planted.ts'],
      references: [],
    };
    await writeFile(join(directory, 'planted.ts'), text);
    await writeFile(join(directory, 'tsconfig.json'), JSON.stringify(config));
    const args = [nodeBin('typescript', 'tsc'), '-p', join(directory, 'tsconfig.json')];
    const { output } = await runCommand(process.execPath, args, { timeoutMs: 60_000 });
    return output;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
