import { describe, expect, test } from 'vitest';
import { compilesIn } from './compilesIn.ts';
import { projects } from './projects.ts';
import { typeScriptFiles } from './projectSources.ts';
import { rooms } from './rooms.ts';

const all = await projects();
const files = await typeScriptFiles();

test('[A10] every TypeScript file is compiled by exactly one project', () => {
  // Their packages are installed by the bench alone.
  const compiled = files.filter((path) => !path.startsWith('bench/render/page/peers/'));
  const wrong = compiled.flatMap((path) => {
    const names = all.filter((project) => project.compiles(path)).map(({ name }) => name);
    return names.length === 1 ? [] : [`${path}: ${names.join(' and ') || 'no project'}`];
  });
  expect(wrong).toEqual([]);
});

test('[A11] the pure rooms are compiled without any platform', () => {
  const pureRooms = Object.keys(rooms).filter((room) => rooms[room]?.pure);
  const platforms = pureRooms.map((room) => {
    const project = all.find((candidate) => candidate.compiles(`${room}/a.ts`));
    return { room, lib: project?.lib, types: project?.types };
  });
  expect(platforms).toEqual(pureRooms.map((room) => ({ room, lib: ['ES2024'], types: [] })));
});

describe('a planted use of the platform', () => {
  const unknownNames: Readonly<Record<string, readonly string[]>> = {
    'tsconfig.pure.json': ['fetch', 'setTimeout', 'process', 'document', 'console'],
    'tsconfig.app.json': ['process', 'Buffer'],
    'tsconfig.server.json': ['document', 'window'],
    'tsconfig.models.json': ['document', 'window'],
    'tsconfig.mocks.json': ['window', 'process'],
  };

  test.each(Object.entries(unknownNames))('[A11] %s does not know %s', async (tsconfig, names) => {
    const complaints = await compilesIn(tsconfig, `export const planted = [${names.join(', ')}];`);
    for (const name of names) expect(complaints).toContain(`Cannot find name '${name}'`);
  });
});

test('[A11] a project knows its own platform', async () => {
  expect(await compilesIn('tsconfig.app.json', 'export const here = document.title;')).toBe('');
  expect(await compilesIn('tsconfig.server.json', 'export const here = process.pid;')).toBe('');
});
