import { code } from '@streamdown/code';
import { createMathPlugin } from '@streamdown/math';
import 'katex/dist/katex.min.css';
import { Streamdown } from 'streamdown';
import '../chat.css';
import { plainChat, reactThread, type ReplyProps } from '../reactThread.tsx';
import { startBench } from '../startBench.ts';
import './tailwind.css';

/** With `$…$`, as the others have it. */
const plugins = { code, math: createMathPlugin({ singleDollarTextMath: true }) };

function Reply({ text, growing }: ReplyProps) {
  return (
    <Streamdown plugins={plugins} isAnimating={growing}>
      {text}
    </Streamdown>
  );
}

startBench(reactThread(plainChat(Reply)));
