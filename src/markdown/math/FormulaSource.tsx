import type { ReactElement } from 'react';
import { visibleText } from '../visibleText.tsx';

/**
 * A formula as it is written.
 * @param reason why it is not drawn, if it never will be: a sentence.
 */
export function FormulaSource({ source, reason }: { source: string; reason?: string | undefined }): ReactElement {
  const className = reason === undefined ? 'md-math' : 'md-math md-math-refused';
  return (
    <code className={className} dir="ltr" translate="no" title={reason}>
      {visibleText(source, 'code')}
    </code>
  );
}
