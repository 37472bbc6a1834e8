import { IncremarkContent } from '@incremark/react';
import '@incremark/theme/styles.css';
import 'katex/dist/katex.min.css';
import '../chat.css';
import { plainChat, reactThread, type ReplyProps } from '../reactThread.tsx';
import { startBench } from '../startBench.ts';
import './plain.css';

function Reply({ text, growing }: ReplyProps) {
  return <IncremarkContent content={text} isFinished={!growing} />;
}

startBench(reactThread(plainChat(Reply)));
