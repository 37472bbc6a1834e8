import { Ellipsis, RefreshCw } from 'lucide-react';
import { lastRun, textOf, type AssistantMessage } from '../../conversation/Message.ts';
import { isFinal } from '../../conversation/reply.ts';
import { useModelName } from '../../hooks/useModelName.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { say } from '../../words/say.ts';
import { CopyButton } from './CopyButton.tsx';
import { MetaLine } from './MetaLine.tsx';
import { PauseButton } from './PauseButton.tsx';
import { VersionSwitcher } from './VersionSwitcher.tsx';

/**
 * Who answered, and what can be done with the answer: a row of one height from the start, so that nothing moves when the first
 * token or the buttons come. The buttons of the latest answer are always seen, those of others on hover, focus and touch.
 */
export function AnswerFooter({
  message,
  latest,
  onRegenerate,
  onMore,
}: {
  message: AssistantMessage;
  latest: boolean;
  onRegenerate: () => void;
  onMore: () => void;
}) {
  const run = lastRun(message);
  const model = useModelName(run.modelId, run.reply.model);
  const ended = isFinal(run.reply.state);
  const text = textOf(message);
  return (
    <footer className="mt-2 flex min-h-(--target) flex-wrap items-center gap-x-3">
      <MetaLine run={run} modelName={model.name} demo={model.demo} edited={message.edited === true} />
      <div
        className={`-ms-1 flex items-center transition-opacity group-focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100 ${latest ? '' : 'opacity-0'}`}
      >
        {text !== '' && (ended ? <CopyButton text={text} /> : <PauseButton message={message} />)}
        {ended && <IconButton label={say('Regenerate')} icon={RefreshCw} onClick={onRegenerate} />}
        <VersionSwitcher message={message} />
        <IconButton label={say('More')} icon={Ellipsis} aria-haspopup="dialog" onClick={onMore} />
      </div>
    </footer>
  );
}
