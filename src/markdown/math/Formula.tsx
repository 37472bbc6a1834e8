import { lazy, Suspense } from 'react';
import type { ReactElement } from 'react';
import { FormulaSource } from './FormulaSource.tsx';

export interface FormulaProps {
  /** TeX without its delimiters. */
  readonly source: string;
  /** True for a formula on lines of its own. False unless given. */
  readonly display?: boolean;
  /** True while more of the source may come: it is shown as it is then. False unless given. */
  readonly open?: boolean;
}

/**
 * A formula: its source until the engine that draws it has come and has drawn it, and for ever where it cannot.
 * @see docs/spec.md M17
 */
export function Formula({ source, display = false, open = false }: FormulaProps): ReactElement {
  const plain = <FormulaSource source={source} />;
  if (open || typeof Worker === 'undefined') return plain;
  return (
    <Suspense fallback={plain}>
      <DrawnFormula source={source} display={display} />
    </Suspense>
  );
}

const DrawnFormula = lazy(() =>
  import('./DrawnFormula.tsx').then(
    (module) => ({ default: module.DrawnFormula }),
    // The server may be gone: sources are readable too.
    () => ({ default: FormulaSource }),
  ),
);
