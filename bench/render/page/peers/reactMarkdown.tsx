import 'highlight.js/styles/github.css';
import 'katex/dist/katex.min.css';
import { marked } from 'marked';
import { memo, useMemo } from 'react';
import ReactMarkdown from 'react-markdown';
import rehypeHighlight from 'rehype-highlight';
import rehypeKatex from 'rehype-katex';
import remarkGfm from 'remark-gfm';
import remarkMath from 'remark-math';
import '../chat.css';
import { plainChat, reactThread, type ReplyProps } from '../reactThread.tsx';
import { startBench } from '../startBench.ts';
import './plain.css';

const remarkPlugins = [remarkGfm, remarkMath];
const rehypePlugins = [rehypeHighlight, rehypeKatex];

const Block = memo(function Block({ text }: { text: string }) {
  return (
    <ReactMarkdown remarkPlugins={remarkPlugins} rehypePlugins={rehypePlugins}>
      {text}
    </ReactMarkdown>
  );
});

/** A memo for each block, as the AI SDK's cookbook has it ("Markdown Chatbot with Memoization"). */
function Reply({ text }: ReplyProps) {
  const blocks = useMemo(() => marked.lexer(text).map(({ raw }) => raw), [text]);
  return blocks.map((block, at) => <Block key={at} text={block} />);
}

startBench(reactThread(plainChat(Reply)));
