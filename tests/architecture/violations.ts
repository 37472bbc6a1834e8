import type { ImportEdge, ParsedSource } from './parseSource.ts';
import type { Room } from './rooms.ts';
import { compositionRoots, doors, impureNames, markupNames, roomOf, rooms } from './rooms.ts';

/** Rooms whose files are bound to a size and whose names are held to. */
const sourceRooms = new Set(
  Object.keys(rooms).filter((room) => !['tests', 'bench', 'scripts', 'examples'].includes(room)),
);

/** Tests and benches may import everything. */
const freeRooms = new Set(['tests', 'bench']);

/** Imports that go where the table does not let them: between rooms, out of the house, or into a composition root. */
export function directionViolations(sources: readonly ParsedSource[]): string[] {
  return edgesOf(sources).flatMap(({ source, edge, target }) => {
    if (target === undefined) return [];
    const from = roomOf(source.path);
    const to = roomOf(target);
    if (from === undefined || from === to || rooms[from]?.mayImport.includes(to ?? '')) return [];
    const allowed = rooms[from]?.mayImport.join(', ') || 'nothing outside itself';
    return [
      `${source.path} imports ${target}: room ${from} must not import room ${to ?? 'outside the house'} (it may import ${allowed})${kindOf(edge)}`,
    ];
  });
}

/** Imports of a file that composes the others. */
export function rootViolations(sources: readonly ParsedSource[]): string[] {
  return edgesOf(sources).flatMap(({ source, target }) => {
    const allowed = compositionRoots[target ?? ''];
    if (allowed === undefined || allowed.includes(source.path)) return [];
    return [`${source.path} imports ${target}, a composition root, which nothing may import`];
  });
}

/** Packages that come in by another door than theirs, or into a room that has no use for them. */
export function packageViolations(sources: readonly ParsedSource[]): string[] {
  return edgesOf(sources).flatMap(({ source, edge, target }) => {
    const room = roomOf(source.path);
    if (target !== undefined || room === undefined || freeRooms.has(room)) return [];
    return doorViolation(source, edge) ?? roomPackageViolation(source, edge, room) ?? [];
  });
}

function doorViolation({ path }: ParsedSource, edge: ImportEdge): string | undefined {
  const [name, door] = Object.entries(doors).find(([owner]) => isOf(edge.specifier, owner)) ?? [];
  // Node's own types may be named anywhere; only what opens a socket or a file is behind a door.
  const erased = edge.typeOnly && edge.specifier.startsWith('node:');
  if (door === undefined || door.some((pattern) => fits(path, pattern)) || erased) return undefined;
  return `${path} imports ${edge.specifier}: the only doors to ${name} are ${door.join(', ')}`;
}

function roomPackageViolation({ path }: ParsedSource, edge: ImportEdge, room: string): string | undefined {
  const allowed = rooms[room]?.packages;
  if (allowed === undefined || allowed.some((pattern) => fits(edge.specifier, pattern))) return undefined;
  return `${path} imports ${edge.specifier}: room ${room} may import ${allowed.join(', ') || 'no package'}`;
}

/** Circles of imports, types included; each is named once, by its files in order. */
export function cycles(sources: readonly ParsedSource[]): string[] {
  const targets = new Map(sources.map(({ path, imports }) => [path, imports.flatMap(({ target }) => target ?? [])]));
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: readonly string[]): void => {
    if (trail.includes(path)) {
      found.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of sources) visit(path, []);
  return found;
}

/** File names that say nothing about what is in them. */
export function nameViolations(sources: readonly ParsedSource[]): string[] {
  const shapeless = /(^|\/)(utils?|helpers?|common|misc|shared|types)(\.|\/)/i;
  return sources
    .filter(({ path }) => shapeless.test(path))
    .map(
      ({ path }) =>
        `${path}: a file is named after its one main export, and nothing is called utils, helpers, common or types`,
    );
}

/** Files that are too long to be read at once. */
export function lengthViolations(sources: readonly ParsedSource[], maxLines = 250): string[] {
  return inRooms(sources, (room) => sourceRooms.has(room))
    .filter(({ lineCount }) => lineCount > maxLines)
    .map(({ path, lineCount }) => `${path} has ${lineCount} lines; at most ${maxLines} are allowed`);
}

/** Names by which a room reaches past its door: a clock in a pure room, the network in the view, markup made from text. */
export function useViolations(sources: readonly ParsedSource[]): string[] {
  return sources.flatMap((source) => {
    const roomName = roomOf(source.path);
    const room = rooms[roomName ?? ''];
    if (room === undefined || roomName === undefined || freeRooms.has(roomName)) return [];
    return forbiddenUses(source, room).map((use) => `${source.path} uses ${use}: room ${roomName} must not`);
  });
}

function forbiddenUses({ path, names, waits }: ParsedSource, room: Room): string[] {
  const uses = [...(room.withoutNames ?? []), ...(room.pure ? impureNames : [])].filter((name) => names.has(name));
  if (path.startsWith('src/')) uses.push(...markupNames.filter((name) => names.has(name) || names.has(`.${name}`)));
  if (room.pure && waits) uses.push('await');
  if (path.endsWith('.tsx') && !room.jsx) uses.push('JSX');
  return uses;
}

function edgesOf(
  sources: readonly ParsedSource[],
): { source: ParsedSource; edge: ImportEdge; target: string | undefined }[] {
  return sources.flatMap((source) => source.imports.map((edge) => ({ source, edge, target: edge.target })));
}

function inRooms(sources: readonly ParsedSource[], wanted: (room: string) => boolean): ParsedSource[] {
  return sources.filter(({ path }) => wanted(roomOf(path) ?? ''));
}

function kindOf({ typeOnly }: ImportEdge): string {
  return typeOnly ? ', not even for a type' : '';
}

function isOf(specifier: string, owner: string): boolean {
  return specifier === owner || specifier.startsWith(`${owner}/`);
}

function fits(text: string, pattern: string): boolean {
  const [start = '', end] = pattern.split('*');
  if (end === undefined) return text === pattern;
  return text.length >= start.length + end.length && text.startsWith(start) && text.endsWith(end);
}
