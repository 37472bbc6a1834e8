import { describe, expect, test } from 'vitest';
import type { ParsedSource } from './architecture/parseSource.ts';
import { parseSource } from './architecture/parseSource.ts';
import { projectSources } from './architecture/projectSources.ts';
import {
  cycles,
  directionViolations,
  lengthViolations,
  nameViolations,
  packageViolations,
  rootViolations,
  useViolations,
} from './architecture/violations.ts';

const sources = await projectSources();

describe('the house as it stands', () => {
  test('[A1] every import goes to a room that the importing room may use', () => {
    expect(directionViolations(sources)).toEqual([]);
  });

  test('[A2] nothing imports a composition root', () => {
    expect(rootViolations(sources)).toEqual([]);
  });

  test('[A3] every package comes in by its own door', () => {
    expect(packageViolations(sources)).toEqual([]);
  });

  test('[A4] no imports go in a circle', () => {
    expect(cycles(sources)).toEqual([]);
  });

  test('[A5] no file has a name that fits anything', () => {
    expect(nameViolations(sources)).toEqual([]);
  });

  test('[A6] no source file is longer than 250 lines', () => {
    expect(lengthViolations(sources)).toEqual([]);
  });

  test('[A7] [A8] [A9] no room reaches past its door', () => {
    expect(useViolations(sources)).toEqual([]);
  });
});

describe('a planted violation', () => {
  const planted: readonly { rule: string; files: Record<string, string>; found: RegExp }[] = [
    {
      rule: '[A1] an import upwards',
      files: { 'protocol/a.ts': "import { b } from '../server/b.ts';" },
      found: /room protocol must not import room server /,
    },
    {
      rule: '[A1] an import of a type upwards',
      files: { 'src/store/a.ts': "import type { B } from '../session/b.ts';" },
      found: /room src\/store must not import room src\/session .*not even for a type/,
    },
    {
      rule: '[A1] a re-export upwards',
      files: { 'models/a.ts': "export * from '../server/b.ts';" },
      found: /room models must not import room server /,
    },
    {
      rule: '[A1] a dynamic import sideways',
      files: { 'src/transport/a.ts': "const b = import('../persistence/b.ts');" },
      found: /room src\/transport must not import room src\/persistence /,
    },
    {
      rule: '[A1] a worker in another room',
      files: { 'src/markdown/a.ts': "new Worker(new URL('../store/b.ts', import.meta.url));" },
      found: /room src\/markdown must not import room src\/store /,
    },
    {
      rule: '[A1] an import type in the middle of a type',
      files: { 'server/a.ts': "let b: import('../src/store/b.ts').B;" },
      found: /room server must not import room src\/store .*not even for a type/,
    },
    {
      rule: '[A1] an import from outside the house',
      files: { 'server/a.ts': "import '../elsewhere/b.ts';" },
      found: /room server must not import room outside the house/,
    },
    {
      rule: '[A2] an import of a composition root',
      files: { 'server/a.ts': "import './main.ts';" },
      found: /server\/main\.ts, a composition root/,
    },
    {
      rule: '[A3] fetch-event-source outside its door',
      files: { 'src/transport/other.ts': "import { fetchEventSource } from '@microsoft/fetch-event-source';" },
      found: /the only doors to @microsoft\/fetch-event-source are/,
    },
    {
      rule: '[A3] an engine outside its log',
      files: { 'server/routes.ts': "import { createClient } from 'redis';" },
      found: /the only doors to redis are/,
    },
    {
      rule: '[A3] HTTP in the core of the server',
      files: { 'server/app.ts': "import { createServer } from 'node:http';" },
      found: /the only doors to node:http are/,
    },
    {
      rule: '[A3] React in the meeting room',
      files: { 'src/session/a.ts': "import type { ReactNode } from 'react';" },
      found: /the only doors to react are/,
    },
    {
      rule: '[A3] any package in a pure room',
      files: { 'src/conversation/a.ts': "import { parse } from 'valibot';" },
      found: /room src\/conversation may import no package/,
    },
    {
      rule: '[A4] a circle of type imports',
      files: {
        'server/a.ts': "import type { B } from './b.ts'; export type A = B;",
        'server/b.ts': "import type { C } from './c.ts'; export type B = C;",
        'server/c.ts': "import type { A } from './a.ts'; export type C = A;",
      },
      found: /^server\/a\.ts → server\/b\.ts → server\/c\.ts → server\/a\.ts$/,
    },
    { rule: '[A5] a file called utils', files: { 'src/hooks/utils.ts': '' }, found: /^src\/hooks\/utils\.ts: / },
    {
      rule: '[A5] a directory called helpers',
      files: { 'server/helpers/a.ts': '' },
      found: /named after its one main/,
    },
    { rule: '[A6] a long file', files: { 'server/a.ts': ';\n'.repeat(251) }, found: /251 lines; at most 250/ },
    {
      rule: '[A7] markup made from text, in JSX',
      files: { 'src/components/A.tsx': 'export const a = <p dangerouslySetInnerHTML={{ __html: b }} />;' },
      found: /uses dangerouslySetInnerHTML/,
    },
    {
      rule: '[A7] markup made from text, in props',
      files: { 'src/markdown/a.ts': 'createElement("p", { dangerouslySetInnerHTML: b });' },
      found: /uses dangerouslySetInnerHTML/,
    },
    {
      rule: '[A7] markup made from text, by assignment',
      files: { 'src/hooks/a.ts': 'element.innerHTML = text;' },
      found: /uses innerHTML/,
    },
    {
      rule: '[A8] a clock in a pure room',
      files: { 'src/conversation/a.ts': 'export const now = () => Date.now();' },
      found: /uses Date\.now: room src\/conversation must not/,
    },
    {
      rule: '[A8] the time of day in a pure room',
      files: { 'providers/a.ts': 'export const now = () => new Date();' },
      found: /uses new Date\(\)/,
    },
    {
      rule: '[A8] chance in a pure room',
      files: { 'protocol/a.ts': 'export const id = () => globalThis.crypto.randomUUID();' },
      found: /uses crypto/,
    },
    {
      rule: '[A8] waiting in the store',
      files: { 'src/store/a.ts': 'export const a = async () => {};' },
      found: /uses await: room src\/store must not/,
    },
    {
      rule: '[A9] a request from a component',
      files: { 'src/components/A.tsx': "fetch('/api/models');" },
      found: /uses fetch: room src\/components must not/,
    },
    {
      rule: '[A9] a request from a hook, by way of window',
      files: { 'src/hooks/a.ts': "new window.EventSource('/api/events');" },
      found: /uses EventSource: room src\/hooks must not/,
    },
    {
      rule: '[A9] JSX in a hook',
      files: { 'src/hooks/useA.tsx': 'export const a = <p />;' },
      found: /uses JSX: room src\/hooks must not/,
    },
  ];

  test.each(planted)('$rule is found', ({ files, found }) => {
    const violations = allViolations(Object.entries(files).map(([path, text]) => parseSource(path, text)));
    expect(violations).toEqual([expect.stringMatching(found)]);
  });
});

test('[A1] [A3] [A9] what the plan allows is let through', () => {
  const allowed = {
    'src/session/a.ts': "import type { Store } from '../store/b.ts'; const fetched = { fetch: 1 }.fetch;",
    'src/components/A.tsx':
      "import { useA } from '../hooks/useA.ts'; // import '../../server/a.ts'\nexport const a = 'fetch';",
    'server/a.ts': "import type { Server } from 'node:http'; export const text = \"import './main.ts'\";",
    'src/conversation/a.ts': 'export const day = (ms: number) => new Date(ms).toISOString();',
    'tests/a.test.ts': "import { createClient } from 'redis'; import '../server/log/redisLog.ts';",
  };
  expect(allViolations(Object.entries(allowed).map(([path, text]) => parseSource(path, text)))).toEqual([]);
});

function allViolations(files: readonly ParsedSource[]): string[] {
  const checks = [directionViolations, rootViolations, packageViolations, cycles, nameViolations, useViolations];
  return [...checks.flatMap((check) => check(files)), ...lengthViolations(files)];
}
