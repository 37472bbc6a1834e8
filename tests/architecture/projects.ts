import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';

const project = join(import.meta.dirname, '..', '..');

const solutionSchema = v.object({ references: v.array(v.object({ path: v.string() })) });

const projectSchema = v.object({
  compilerOptions: v.object({ lib: v.array(v.string()), types: v.optional(v.array(v.string()), []) }),
  include: v.array(v.string()),
  exclude: v.optional(v.array(v.string()), []),
});

/** One TypeScript project: what it compiles and with which platform. */
export interface Project {
  /** Its file name, `tsconfig.server.json`. */
  name: string;
  lib: readonly string[];
  types: readonly string[];
  /** Whether it compiles a file, given as a path from the project's root. */
  compiles(path: string): boolean;
}

/** The projects that `tsc -b` builds. */
export async function projects(): Promise<Project[]> {
  const solution = v.parse(solutionSchema, await readJson('tsconfig.json'));
  return Promise.all(solution.references.map(({ path }) => readProject(path.replace(/^\.\//, ''))));
}

async function readProject(name: string): Promise<Project> {
  const { compilerOptions, include, exclude } = v.parse(projectSchema, await readJson(name));
  return {
    name,
    lib: compilerOptions.lib,
    types: compilerOptions.types,
    compiles: (path) => include.some((entry) => covers(entry, path)) && !exclude.some((entry) => covers(entry, path)),
  };
}

/** An entry is a file, a directory, or `*` followed by an ending, for files of the root. */
function covers(entry: string, path: string): boolean {
  if (entry.startsWith('*')) return !path.includes('/') && path.endsWith(entry.slice(1));
  return path === entry || path.startsWith(`${entry}/`);
}

async function readJson(name: string): Promise<unknown> {
  return JSON.parse(await readFile(join(project, name), 'utf8'));
}
