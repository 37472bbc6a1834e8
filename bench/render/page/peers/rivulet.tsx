import 'rivulet/components/styles/index.css';
import '../chat.css';
import { Markdown } from 'rivulet/markdown/Markdown.tsx';
import { MarkdownActionsContext } from 'rivulet/markdown/MarkdownActionsContext.ts';
import { plainChat, reactThread, type ReplyProps } from '../reactThread.tsx';
import { startBench } from '../startBench.ts';

const actions = { onCopy: () => undefined };

/** As in the product: with the buttons of code blocks. */
function Reply({ text, growing }: ReplyProps) {
  return (
    <MarkdownActionsContext value={actions}>
      <Markdown text={text} open={growing} />
    </MarkdownActionsContext>
  );
}

startBench(reactThread(plainChat(Reply)));
