import { useModelName } from '../../hooks/useModelName.ts';
import { useModels } from '../../hooks/useModels.ts';
import { say, type Words } from '../../words/say.ts';
import { Said } from '../../words/Said.tsx';

/** Questions that show at once what a reply can hold. */
const STARTERS: readonly Words[] = [
  'What is a stream?',
  'Explain recursion with a short example',
  'Write a haiku about a small river',
  'Compare tea and coffee in a table',
];

/**
 * What stands in a chat that has no question yet: one sentence, who will answer, and four ways to begin. Where only a built-in
 * model would answer, or none, the way to connect another.
 */
export function EmptyChat({
  onStarter,
  onConnectModel,
}: {
  onStarter: (text: string) => void;
  onConnectModel: (() => void) | undefined;
}) {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-6 overflow-y-auto px-(--gutter) py-8 text-center wide:justify-end">
      <div>
        <h2 className="text-2xl leading-tight font-semibold wide:text-[1.75rem] tracking-tight">
          {say('What would you like to know?')}
        </h2>
        <p className="mt-2 min-h-6 text-fg-2">
          <WhoAnswers onConnectModel={onConnectModel} />
        </p>
      </div>
      <ul className="flex max-w-xl flex-wrap justify-center gap-2">
        {STARTERS.map((starter) => (
          <li key={starter}>
            <button
              type="button"
              onClick={() => onStarter(say(starter))}
              className="min-h-(--target) rounded-full border border-line px-3.5 py-1 text-[0.9375rem] text-fg-2 transition-colors hover:bg-surface-2 hover:text-fg-1"
            >
              {say(starter)}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function WhoAnswers({ onConnectModel }: { onConnectModel: (() => void) | undefined }) {
  const { state, modelId } = useModels();
  const { name, demo } = useModelName(modelId ?? '');
  if (modelId === undefined && state.status === 'loading') return null;
  return (
    <>
      {modelId === undefined ? (
        say('No model is connected yet.')
      ) : (
        <Said
          words={demo ? '{name} will answer, a built-in demo.' : '{name} will answer.'}
          nodes={{ name: <bdi className="font-medium text-fg-1">{name}</bdi> }}
        />
      )}
      {onConnectModel && (demo || modelId === undefined) && (
        <button
          type="button"
          onClick={onConnectModel}
          className="ms-2 min-h-6 underline underline-offset-4 hover:text-fg-1 pointer-coarse:min-h-11"
        >
          {say('Connect a model')}
        </button>
      )}
    </>
  );
}
