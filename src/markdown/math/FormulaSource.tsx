import type { ReactElement } from 'react';
import { visibleText } from '../visibleText.tsx';

/** A formula as it is written. */
export function FormulaSource({ source }: { source: string }): ReactElement {
  return (
    <code className="md-math" dir="ltr" translate="no">
      {visibleText(source, 'code')}
    </code>
  );
}
