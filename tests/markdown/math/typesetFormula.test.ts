import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formulaAttributes, formulaProperties, formulaTags } from '../../../src/markdown/math/formulaTree.ts';
import type { FormulaNode } from '../../../src/markdown/math/formulaTree.ts';
import { katexClasses } from '../../../src/markdown/math/katexClasses.ts';
import { deepest, mostNodes } from '../../../src/markdown/math/readKatexTree.ts';
import { typesetFormula } from '../../../src/markdown/math/typesetFormula.ts';
import { hostileFormulas, usualFormulas } from './formulas.ts';

describe('a formula', () => {
  test.each(usualFormulas)('[M40] that a model writes is set, in a line and on lines of its own: %s', (source) => {
    for (const display of [false, true]) {
      const formula = typesetFormula(source, display);
      expect(formula.kind).toBe('set');
      expectHarmless(formula);
    }
  });

  test('[M40] holds the look in HTML for eyes and the meaning in MathML for screen readers', () => {
    const elements = [...elementsOf(treeOf(String.raw`\frac{a}{b}`))];
    expect(elements.filter(({ tag }) => tag === 'mfrac')).toHaveLength(1);
    const look = elements.find(({ attributes }) => attributes.className === 'katex-html');
    expect(look?.attributes['aria-hidden']).toBe('true');
    expect([...textsOf(look?.children ?? [])].join('')).toContain('b');
  });

  test.each(Object.entries(hostileFormulas))('[M41] of hostile text brings only what is known: %s', (_, source) => {
    for (const display of [false, true]) expectHarmless(typesetFormula(source, display));
  });

  test.each([
    ['a script address', 'forbidden', String.raw`\href`],
    ['an image', 'forbidden', String.raw`\includegraphics`],
    ['a class', 'forbidden', String.raw`\htmlClass`],
    ['an id', 'forbidden', String.raw`\htmlId`],
    ['a style', 'forbidden', String.raw`\htmlStyle`],
    ['an endless macro', 'wrong', 'Too many expansions'],
    ['roots', 'too-large', ''],
    ['fractions', 'too-large', ''],
    ['cells', 'too-large', ''],
    ['more than 4,000 characters', 'too-long', ''],
    ['a character that turns text around', 'hidden', ''],
    ['such a character by number', 'hidden', ''],
  ])('[M40] is refused with its reason: %s', (name, code, detail) => {
    const formula = typesetFormula(hostileFormulas[name] ?? '', true);
    expect(formula).toMatchObject({ kind: 'refused', code });
    expect(formula.kind === 'refused' && formula.detail).toContain(detail);
  });

  test('[M40] says what is wrong with its TeX', () => {
    expect(typesetFormula(String.raw`\foo`, false)).toEqual({
      kind: 'refused',
      code: 'wrong',
      detail: String.raw`Undefined control sequence: \foo`,
    });
  });

  test('[M40] forgets its macros', () => {
    expect(typesetFormula(String.raw`\gdef\mine{x}\mine`, false).kind).toBe('set');
    expect(typesetFormula(String.raw`\mine`, false).kind).toBe('refused');
  });

  test('[M41] has no size beyond twenty em of its own making', () => {
    const tree = treeOf(String.raw`\rule{5000em}{5000em}\kern9999em x`);
    const lengths = [...elementsOf(tree)].flatMap(({ style }) => Object.values(style)).map(Number.parseFloat);
    expect(Math.max(...lengths.filter(Number.isFinite))).toBeLessThanOrEqual(20.1);
  });

  test('[M40] [M41] never throws and brings only what is known, whatever is written', () => {
    const pieces = [
      ...usualFormulas.flatMap((source) => source.match(/\\[a-zA-Z]+|[^\\]/g) ?? []),
      ...String.raw`\href \htmlStyle \htmlId \includegraphics \def \gdef \let \newcommand \char \verb| \begin{array}{c} \end{array} \\ & # ~ % $ {} [ ] ^ _ ' 99em javascript:alert(1) <b> \color{red}`.split(
        ' ',
      ),
    ];
    const written = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((some) => some.join(''));
    const source = fc.oneof(written, fc.string({ unit: 'binary', maxLength: 60 }));
    fc.assert(
      fc.property(source, fc.boolean(), (text, display) => {
        expectHarmless(typesetFormula(text, display));
      }),
      { numRuns: 500 },
    );
  });
});

test("[M41] the known classes are those of KaTeX's style sheet, but for its own marks", () => {
  const css = readFileSync(createRequire(import.meta.url).resolve('katex/dist/katex.css'), 'utf8');
  const selectors = css.replaceAll(/\{[^}]*\}/g, ' ');
  const named = new Set([...selectors.matchAll(/\.([a-z][\w-]*)/g)].flatMap(([, name]) => name ?? []));
  for (const name of ['woff', 'woff2', 'ttf', 'com', 'katex-version']) named.delete(name);
  expect([...katexClasses].toSorted()).toEqual([...named].toSorted());
});

function treeOf(source: string): readonly FormulaNode[] {
  const formula = typesetFormula(source, true);
  if (formula.kind !== 'set') throw new Error(`${source} is not set: ${formula.code} ${formula.detail}`);
  return formula.tree;
}

function expectHarmless(formula: ReturnType<typeof typesetFormula>): void {
  // Structured cloning is how it leaves the worker.
  const { tree = [] } = structuredClone(formula) as { tree?: readonly FormulaNode[] };
  let nodes = 0;
  for (const { tag, attributes, style, children } of elementsOf(tree)) {
    nodes += 1;
    expect(formulaTags).toContain(tag);
    expect(formulaAttributes).toEqual(expect.arrayContaining(Object.keys(attributes)));
    expect(formulaProperties).toEqual(expect.arrayContaining(Object.keys(style)));
    for (const name of attributes.className?.split(' ') ?? []) expect(katexClasses).toContain(name);
    expect(Object.values({ ...attributes, ...style }).join()).not.toMatch(/[:;<>"'&@\\]|url|var/i);
    expect(style.position ?? 'relative').toMatch(/^(?:relative|absolute)$/);
    expect(Array.isArray(children)).toBe(true);
  }
  expect(nodes).toBeLessThanOrEqual(mostNodes);
  expect(depthOf(tree)).toBeLessThanOrEqual(deepest + 1);
}

function* elementsOf(nodes: readonly FormulaNode[]): Generator<Exclude<FormulaNode, string>> {
  for (const node of nodes) {
    if (typeof node === 'string') continue;
    yield node;
    yield* elementsOf(node.children);
  }
}

function* textsOf(nodes: readonly FormulaNode[]): Generator<string> {
  for (const node of nodes) {
    if (typeof node === 'string') yield node;
    else yield* textsOf(node.children);
  }
}

function depthOf(nodes: readonly FormulaNode[]): number {
  return 1 + Math.max(0, ...nodes.map((node) => (typeof node === 'string' ? 0 : depthOf(node.children))));
}
