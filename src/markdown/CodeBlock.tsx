import { Copy, WrapText } from 'lucide-react';
import { memo, useContext, useState } from 'react';
import type { ReactElement } from 'react';
import { codeChunks } from './codeChunks.ts';
import { drawEach } from './drawEach.ts';
import { GrowingText } from './GrowingText.tsx';
import { copyableText, textPieces } from './hiddenCharacters.ts';
import { languageName } from './languageName.ts';
import { MarkdownActionsContext } from './MarkdownActionsContext.ts';
import type { CodeNode } from './markdownTree.ts';
import { ScrollBox } from './ScrollBox.tsx';
import { visibleText } from './visibleText.tsx';

/**
 * A code block with its language, a toggle for long lines and a copy button. Text that arrives is added to the DOM as it is there.
 * @param growing true while it is the last thing of a reply that still grows.
 */
export function CodeBlock({ node, growing }: { node: CodeNode; growing: boolean }): ReactElement {
  const actions = useContext(MarkdownActionsContext);
  const [wraps, setWraps] = useState(false);
  const name = languageName(node.language);
  return (
    <div className="md-code md-wide" data-wraps={wraps} data-language={node.language}>
      <div className="md-code-head">
        <span className="md-code-language" translate="no">
          {name}
        </span>
        <button
          type="button"
          aria-pressed={wraps}
          aria-label="Wrap lines"
          title="Wrap lines"
          onClick={() => setWraps(!wraps)}
        >
          <WrapText {...icon} />
        </button>
        {actions === undefined ? null : (
          <button
            type="button"
            aria-label="Copy code"
            title="Copy code"
            onClick={() => actions.onCopy(copyableText(node.text), node.language)}
          >
            <Copy {...icon} />
          </button>
        )}
      </div>
      <ScrollBox label={node.language === '' ? 'Code' : `Code, ${name}`} className="md-code-scroll" dir="ltr">
        <pre translate="no">
          <code>
            {drawEach(codeChunks(node.text), (chunk) => (
              <CodeChunk text={chunk} />
            ))}
            {growing ? <span className="md-caret" aria-hidden="true" /> : null}
          </code>
        </pre>
      </ScrollBox>
    </div>
  );
}

const icon = { 'aria-hidden': true, size: 16, strokeWidth: 1.75 } as const;

/** A few lines of code; those above the last ones do not change and cost nothing while more arrive. */
const CodeChunk = memo(function CodeChunk({ text }: { text: string }): ReactElement {
  if (textPieces(text, 'code').every((piece) => piece.kind === 'plain')) return <GrowingText text={text} />;
  return <span>{visibleText(text, 'code')}</span>;
});
