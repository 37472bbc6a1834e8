import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectDirectory } from './projectDirectory.ts';

/**
 * The path of a program that a dependency brings, to be run with `process.execPath`: so it runs on this very Node, on every
 * operating system, and not on whichever Node comes first on the PATH.
 * @throws {Error} when the package is not installed or has no such program.
 */
export function nodeBin(packageName: string, program = packageName): string {
  const manifestPath = join(projectDirectory, 'node_modules', packageName, 'package.json');
  const manifest: unknown = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const path = binField(manifest, program);
  if (path === undefined) throw new Error(`The package ${packageName} has no program named ${program}.`);
  return join(dirname(manifestPath), path);
}

function binField(manifest: unknown, program: string): string | undefined {
  if (typeof manifest !== 'object' || manifest === null || !('bin' in manifest)) return undefined;
  const { bin } = manifest;
  if (typeof bin === 'string') return bin;
  if (typeof bin !== 'object' || bin === null) return undefined;
  const path: unknown = Object.getOwnPropertyDescriptor(bin, program)?.value;
  return typeof path === 'string' ? path : undefined;
}
