/** Questions that show at once what a reply can hold. */
const STARTERS: readonly string[] = [
  'What is a stream?',
  'Explain recursion with a short example',
  'Write a haiku about a small river',
  'Compare tea and coffee in a table',
];

/** What stands in a chat that has no question yet: one sentence and four ways to begin. */
export function EmptyState({
  modelName,
  onStarter,
}: {
  modelName: string | undefined;
  onStarter: (text: string) => void;
}) {
  return (
    <div className="flex flex-col items-center gap-6 text-center">
      <div>
        <h1 className="text-[1.75rem] leading-tight font-semibold tracking-tight">What would you like to know?</h1>
        <p className="mt-2 text-fg-2">
          {modelName === undefined ? 'No model is connected yet.' : <ModelSentence name={modelName} />}
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

function ModelSentence({ name }: { name: string }) {
  return (
    <>
      <bdi className="font-medium text-fg-1">{name}</bdi> will answer.
    </>
  );
}
