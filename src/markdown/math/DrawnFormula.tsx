import 'katex/dist/katex.css';
import './math.css';
import { useEffect, useState } from 'react';
import type { ReactElement } from 'react';
import { copySources } from './copySources.ts';
import type { FormulaDrawing } from './createMathEngine.ts';
import type { FormulaProps } from './FormulaProps.ts';
import { FormulaBoundary } from './FormulaBoundary.tsx';
import { FormulaSource } from './FormulaSource.tsx';
import { mathEngine } from './mathEngine.ts';
import { refusalSentence } from './refusalSentence.ts';

copySources(document);

/**
 * A formula as it looks. Until a new source is drawn, what was drawn before stays, so that nothing flickers.
 * @see docs/spec.md M17
 */
export default function DrawnFormula({ source, display, open }: Required<FormulaProps>): ReactElement {
  const [last, setLast] = useState<FormulaDrawing>();
  useEffect(() => (open ? undefined : mathEngine.draw(source, display, setLast)), [source, display, open]);
  const drawing = open ? undefined : (mathEngine.known(source, display) ?? last);
  switch (drawing?.kind) {
    case undefined:
    case 'unavailable':
      return <FormulaSource source={source} />;
    case 'refused':
      return (
        <span className="md-math-refused" title={refusalSentence(drawing.code, drawing.detail)}>
          <FormulaSource source={source} />
        </span>
      );
    case 'drawn':
      return (
        <FormulaBoundary key={drawing.source} instead={<FormulaSource source={source} />}>
          {drawing.element}
        </FormulaBoundary>
      );
  }
}
