import {
  AssistantRuntimeProvider,
  ComposerPrimitive,
  MessagePrimitive,
  ThreadPrimitive,
  useExternalStoreRuntime,
  type ThreadMessageLike,
} from '@assistant-ui/react';
import { StreamdownTextPrimitive } from '@assistant-ui/react-streamdown';
import { code } from '@streamdown/code';
import { createMathPlugin } from '@streamdown/math';
import 'katex/dist/katex.min.css';
import type { BenchMessage } from '../../BenchPage.ts';
import '../chat.css';
import { reactThread, type ThreadState } from '../reactThread.tsx';
import { startBench } from '../startBench.ts';
import './tailwind.css';

/** With `$…$`, as the others have it. */
const plugins = { code, math: createMathPlugin({ singleDollarTextMath: true }) };
const shikiTheme: ['github-light', 'github-dark'] = ['github-light', 'github-dark'];

function Text() {
  return <StreamdownTextPrimitive plugins={plugins} shikiTheme={shikiTheme} />;
}

const partComponents = { Text };

function Message() {
  return (
    <MessagePrimitive.Root>
      <MessagePrimitive.Parts components={partComponents} />
    </MessagePrimitive.Root>
  );
}

const messageComponents = { Message };

function convertMessage({ id, role, text }: BenchMessage): ThreadMessageLike {
  return { id, role, content: [{ type: 'text', text }] };
}

/** The whole thread as it ships, with its own scroll box and composer, on a store that is not its own. */
function Chat({ messages, growing }: ThreadState) {
  const runtime = useExternalStoreRuntime({
    messages,
    isRunning: growing,
    convertMessage,
    onNew: () => Promise.resolve(),
  });
  return (
    <AssistantRuntimeProvider runtime={runtime}>
      <ThreadPrimitive.Viewport className="scroller">
        <div className="content">
          <ThreadPrimitive.Messages components={messageComponents} />
        </div>
      </ThreadPrimitive.Viewport>
      <ComposerPrimitive.Root>
        <ComposerPrimitive.Input className="composer" />
      </ComposerPrimitive.Root>
    </AssistantRuntimeProvider>
  );
}

startBench(reactThread(Chat));
