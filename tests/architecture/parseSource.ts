import { posix } from 'node:path';
import { parseSync } from 'vite';

/** One import, however it is written: static, `export … from`, dynamic, `import('…')` in a type, or a worker's URL. */
export interface ImportEdge {
  /** As written: `./a.ts`, `react`, `node:http`. */
  specifier: string;
  /** The file it names, as a path from the project's root; absent for packages. */
  target?: string;
  /** Whether it vanishes when types are erased. */
  typeOnly: boolean;
}

/** What the architecture tests look at in one file. */
export interface ParsedSource {
  /** From the project's root, with forward slashes. */
  path: string;
  lineCount: number;
  imports: readonly ImportEdge[];
  /**
   * Names in use: variables and globals as they are (`fetch`, also for `window.fetch`), members with what they belong to and without
   * (`Math.random` and `.random`), keys and attributes with a dot (`.dangerouslySetInnerHTML`), and `new Date()` without arguments.
   */
  names: ReadonlySet<string>;
  /** Whether there is an `await` or an `async` function. */
  waits: boolean;
}

/** A node of the syntax tree. @see https://github.com/estree/estree */
interface Node {
  type: string;
  [field: string]: unknown;
}

/**
 * Parses one TypeScript file.
 * @throws {Error} when it does not parse.
 */
export function parseSource(path: string, text: string): ParsedSource {
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const found = { specifiers: new Map<string, boolean>(), names: new Set<string>(), waits: false };
  for (const { moduleRequest, entries } of module.staticImports) {
    addImport(found.specifiers, moduleRequest.value, entries.length > 0 && entries.every(({ isType }) => isType));
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, isType } of entries) {
      if (moduleRequest) addImport(found.specifiers, moduleRequest.value, isType);
    }
  }
  walk(program, undefined, (node, parent) => look(node, parent, found));
  const imports = [...found.specifiers].map(([specifier, typeOnly]) => edgeOf(path, specifier, typeOnly));
  return { path, lineCount: text.trimEnd().split('\n').length, imports, names: found.names, waits: found.waits };
}

interface Findings {
  specifiers: Map<string, boolean>;
  names: Set<string>;
  waits: boolean;
}

function look(node: Node, parent: Node | undefined, found: Findings): void {
  switch (node.type) {
    case 'AwaitExpression':
      found.waits = true;
      return;
    case 'ImportExpression':
      addLiteral(found, node['source'], false);
      return;
    case 'TSImportType':
      addLiteral(found, node['source'] ?? node['argument'], true);
      return;
    case 'NewExpression':
      lookAtNew(node, found);
      return;
    case 'MemberExpression':
      for (const name of memberNames(node)) found.names.add(name);
      return;
    case 'JSXIdentifier':
      found.names.add(`.${String(node['name'])}`);
      return;
    case 'Identifier':
      // In `a.fetch` and `{ fetch: 1 }` the name is not the global.
      found.names.add(isVariable(node, parent) ? String(node['name']) : `.${String(node['name'])}`);
      return;
    default:
      if (node['async'] === true) found.waits = true;
  }
}

function isVariable(node: Node, parent: Node | undefined): boolean {
  if (parent === undefined || parent['computed'] === true || parent['shorthand'] === true) return true;
  return parent['property'] !== node && parent['key'] !== node;
}

function memberNames(node: Node): string[] {
  const { object, property } = node;
  if (!isNode(object) || !isNode(property)) return [];
  const member = node['computed'] === true ? property['value'] : property['name'];
  if (typeof member !== 'string') return [];
  const owner = String(object['name']);
  return ['globalThis', 'window', 'self'].includes(owner) ? [member] : [`${owner}.${member}`, `.${member}`];
}

function lookAtNew(node: Node, found: Findings): void {
  const { callee, arguments: values } = node;
  if (!isNode(callee) || !Array.isArray(values)) return;
  if (callee['name'] === 'Date' && values.length === 0) found.names.add('new Date()');
  // new URL('./worker.ts', import.meta.url) is how a worker is named.
  const first: unknown = values[0];
  const second: unknown = values[1];
  if (callee['name'] !== 'URL' || !isNode(first) || !isNode(second) || second.type !== 'MemberExpression') return;
  if (/^\.{1,2}\/.*\.tsx?$/.test(String(first['value']))) addLiteral(found, first, false);
}

function addLiteral(found: Findings, literal: unknown, typeOnly: boolean): void {
  const source = isNode(literal) && literal.type === 'TSLiteralType' ? literal['literal'] : literal;
  if (isNode(source) && typeof source['value'] === 'string') addImport(found.specifiers, source['value'], typeOnly);
}

/** A file that imports another one both as a type and as a value imports it as a value. */
function addImport(specifiers: Map<string, boolean>, specifier: string, typeOnly: boolean): void {
  specifiers.set(specifier, typeOnly && (specifiers.get(specifier) ?? true));
}

function edgeOf(path: string, specifier: string, typeOnly: boolean): ImportEdge {
  if (!/^\.{0,2}\//.test(specifier)) return { specifier, typeOnly };
  const withoutQuery = specifier.replace(/\?.*$/, '');
  const target = withoutQuery.startsWith('/') ? withoutQuery.slice(1) : posix.join(posix.dirname(path), withoutQuery);
  return { specifier, target, typeOnly };
}

function walk(value: unknown, parent: Node | undefined, visit: (node: Node, parent: Node | undefined) => void): void {
  if (Array.isArray(value)) {
    for (const item of value) walk(item, parent, visit);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const next = isNode(value) ? value : parent;
  if (isNode(value)) visit(value, parent);
  for (const child of Object.values(value)) walk(child, next, visit);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
