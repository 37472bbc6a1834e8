import { Copy, Download, WrapText } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { useContext, useState } from 'react';
import type { ReactElement } from 'react';
import { copyableText } from '../hiddenCharacters.ts';
import { MarkdownActionsContext } from '../MarkdownActionsContext.ts';
import type { CodeNode } from '../markdownTree.ts';
import { ScrollBox } from '../ScrollBox.tsx';
import { say } from '../../words/say.ts';
import { CodeText } from './CodeText.tsx';
import { commonName, languageName } from './languageName.ts';

/**
 * A code block with its language, a toggle for long lines, and buttons that save and copy its text.
 * @param growing true while it is the last thing of a reply that still grows.
 */
export function CodeBlock({ node, growing }: { node: CodeNode; growing: boolean }): ReactElement {
  const actions = useContext(MarkdownActionsContext);
  const [wraps, setWraps] = useState(false);
  const name = languageName(node.language);
  const text = () => copyableText(node.text);
  const isEmpty = node.text === '' && node.open === undefined && !growing;
  if (isEmpty) return <EmptyCode name={name} language={node.language} />;
  return (
    <div className="md-code md-wide" data-wraps={wraps} data-language={node.language}>
      <div className="md-code-head">
        <span className="md-code-language" translate="no">
          {name}
        </span>
        <HeadButton label={say('Wrap lines')} icon={WrapText} pressed={wraps} onClick={() => setWraps(!wraps)} />
        <HeadButton label={say('Download code')} icon={Download} onClick={() => download(text(), name)} />
        {actions && (
          <HeadButton label={say('Copy code')} icon={Copy} onClick={() => actions.onCopy(text(), node.language)} />
        )}
      </div>
      <ScrollBox
        label={node.language === '' ? 'Code' : say('Code, {name}', { name })}
        className="md-code-scroll"
        dir="ltr"
      >
        <pre translate="no">
          <CodeText key={name} text={node.text} language={commonName(node.language)} growing={growing} />
        </pre>
      </ScrollBox>
    </div>
  );
}

/** There is nothing in it to scroll, to save or to copy. */
function EmptyCode({ name, language }: { name: string; language: string }): ReactElement {
  return (
    <div className="md-code md-wide" data-language={language}>
      <div className="md-code-head">
        <span className="md-code-language" translate="no">
          {name}
        </span>
      </div>
      <pre translate="no">
        <code />
      </pre>
    </div>
  );
}

function HeadButton(props: { label: string; icon: LucideIcon; pressed?: boolean; onClick: () => void }): ReactElement {
  return (
    <button
      type="button"
      aria-pressed={props.pressed}
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      <props.icon aria-hidden size={16} strokeWidth={1.75} />
    </button>
  );
}

function download(text: string, name: string): void {
  void import('./downloadCode.ts').then((module) => module.downloadCode(text, name));
}
