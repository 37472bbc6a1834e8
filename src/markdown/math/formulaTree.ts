/**
 * A formula as plain data: all that can come out of the engine that sets it. What is not in these lists does not reach the page.
 * @see docs/spec.md M41
 */
export type FormulaNode = string | FormulaElement;

export interface FormulaElement {
  readonly tag: FormulaTag;
  readonly attributes: Readonly<Partial<Record<FormulaAttribute, string>>>;
  readonly style: Readonly<Partial<Record<FormulaProperty, string>>>;
  readonly children: readonly FormulaNode[];
}

// The look is HTML, what stretches in it SVG, and screen readers get MathML.
const shapes = ['svg', 'path', 'line'] as const;
const mathTokens = ['mi', 'mn', 'mo', 'mtext', 'mspace'] as const;
const mathRows = ['math', 'semantics', 'mrow', 'mstyle', 'mpadded', 'mphantom', 'menclose'] as const;
const mathScripts = ['msup', 'msub', 'msubsup', 'mover', 'munder', 'munderover', 'mfrac', 'msqrt', 'mroot'] as const;
const mathTables = ['mtable', 'mtr', 'mlabeledtr', 'mtd'] as const;

/** The elements of a formula. */
export const formulaTags = ['span', ...shapes, ...mathTokens, ...mathRows, ...mathScripts, ...mathTables] as const;

export type FormulaTag = (typeof formulaTags)[number];

const ofShapes = [
  'width',
  'height',
  'viewBox',
  'preserveAspectRatio',
  'd',
  'x1',
  'y1',
  'x2',
  'y2',
  'strokeWidth',
] as const;
const ofMath = [
  'display',
  'displaystyle',
  'scriptlevel',
  'mathvariant',
  'mathcolor',
  'mathbackground',
  'mathsize',
] as const;
const ofTokens = ['stretchy', 'fence', 'separator', 'largeop', 'minsize', 'maxsize', 'linebreak'] as const;
const ofPlaces = [
  'lspace',
  'rspace',
  'depth',
  'voffset',
  'accent',
  'accentunder',
  'linethickness',
  'notation',
] as const;
const ofTables = ['rowspacing', 'rowlines', 'columnalign', 'columnspacing', 'columnlines'] as const;

/** Their attributes, by the names that React gives them. */
export const formulaAttributes = [
  'className',
  'aria-hidden',
  ...ofShapes,
  ...ofMath,
  ...ofTokens,
  ...ofPlaces,
  ...ofTables,
] as const;

export type FormulaAttribute = (typeof formulaAttributes)[number];

const boxes = ['width', 'minWidth', 'height', 'top', 'bottom', 'left', 'position', 'verticalAlign'] as const;
const margins = ['margin', 'marginLeft', 'marginRight', 'marginTop', 'paddingLeft'] as const;
const widths = ['borderWidth', 'borderTopWidth', 'borderRightWidth', 'borderBottomWidth'] as const;
const lines = ['borderStyle', 'borderRightStyle', ...widths] as const;
const colours = ['color', 'borderColor', 'backgroundColor', 'textShadow'] as const;

/** Their style: sizes, places, lines and colours. */
export const formulaProperties = [...boxes, ...margins, ...lines, ...colours] as const;

export type FormulaProperty = (typeof formulaProperties)[number];
