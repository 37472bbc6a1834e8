import { lazy, memo, Suspense } from 'react';
import type { ReactElement } from 'react';
import type { FormulaProps } from './FormulaProps.ts';
import { FormulaSource } from './FormulaSource.tsx';

/**
 * A formula: its source until the engine that draws it has come and has drawn it, and for ever where it cannot.
 * @see docs/spec.md M17
 */
export const Formula = memo(function Formula(props: FormulaProps): ReactElement {
  const { source, display = false, open = false } = props;
  const plain = <FormulaSource source={source} />;
  if (typeof Worker === 'undefined') return plain;
  return (
    <Suspense fallback={plain}>
      <DrawnFormula source={source} display={display} open={open} />
    </Suspense>
  );
});

const DrawnFormula = lazy(() =>
  // The server may be gone: sources are readable too.
  import('./DrawnFormula.tsx').catch(() => ({ default: FormulaSource })),
);
