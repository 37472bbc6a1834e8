import { useModelName } from '../../hooks/useModelName.ts';
import { useModels } from '../../hooks/useModels.ts';

/** Questions that show at once what a reply can hold. */
const STARTERS: readonly string[] = [
  'What is a stream?',
  'Explain recursion with a short example',
  'Write a haiku about a small river',
  'Compare tea and coffee in a table',
];

/** What stands in a chat that has no question yet: one sentence, who will answer, and four ways to begin. */
export function EmptyChat({ onStarter }: { onStarter: (text: string) => void }) {
  return (
    <div className="flex min-h-0 flex-1 flex-col items-center justify-center gap-6 overflow-y-auto px-(--gutter) py-8 text-center wide:justify-end">
      <div>
        <h2 className="text-[1.75rem] leading-tight font-semibold tracking-tight">What would you like to know?</h2>
        <p className="mt-2 min-h-6 text-fg-2">
          <WhoAnswers />
        </p>
      </div>
      <ul className="flex max-w-xl flex-wrap justify-center gap-2">
        {STARTERS.map((starter) => (
          <li key={starter}>
            <button
              type="button"
              onClick={() => onStarter(starter)}
              className="min-h-(--target) rounded-full border border-line px-3.5 py-1 text-[0.9375rem] text-fg-2 transition-colors hover:bg-surface-2 hover:text-fg-1"
            >
              {starter}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function WhoAnswers() {
  const { state, modelId } = useModels();
  const { name, demo } = useModelName(modelId ?? '');
  if (modelId === undefined) return state.status === 'loading' ? null : 'No model is connected yet.';
  return (
    <>
      <bdi className="font-medium text-fg-1">{name}</bdi> will answer{demo && ', a built-in demo'}.
    </>
  );
}
