import { Plug } from 'lucide-react';
import type { CatalogState } from '../../store/ChatState.ts';
import { say, sayIfKnown } from '../../words/say.ts';
import { ModelList } from './ModelList.tsx';
import { TypedModel } from './TypedModel.tsx';

/** What opens over the picker: the models, a box for the name of another one, and the way to connect more. */
export default function ModelPanel({
  listId,
  state,
  modelId,
  onChoose,
  onConnectModel,
}: {
  listId: string;
  state: CatalogState;
  modelId: string | undefined;
  onChoose: (modelId: string) => void;
  onConnectModel: (() => void) | undefined;
}) {
  const catalog = state.status === 'loading' ? undefined : state.catalog;
  return (
    <div
      data-layer-open
      className="absolute start-0 bottom-[calc(100%+0.375rem)] z-20 flex max-h-[min(26rem,55dvh)] w-[min(22rem,calc(100vw-3rem))] flex-col rounded-xl border border-line bg-menu"
    >
      <ModelList id={listId} catalog={catalog} selectedId={modelId} onChoose={onChoose} />
      {state.status === 'failed' && <ListFailure words={sayIfKnown(state.error.message)} />}
      <TypedModel catalog={catalog} onChoose={onChoose} />
      {onConnectModel && <ConnectButton onConnect={onConnectModel} />}
    </div>
  );
}

/** Why there is no list, or none that is new. */
function ListFailure({ words }: { words: string }) {
  return (
    <p role="alert" className="border-t border-line px-3.5 py-2 text-[0.875rem] text-danger">
      {words}
    </p>
  );
}

function ConnectButton({ onConnect }: { onConnect: () => void }) {
  return (
    <div className="border-t border-line p-1">
      <button
        type="button"
        onClick={onConnect}
        className="flex min-h-9 w-full items-center gap-2 rounded-lg px-2.5 text-start text-[0.9375rem] hover:bg-menu-hover pointer-coarse:min-h-11"
      >
        <Plug aria-hidden size={16} strokeWidth={1.75} className="text-fg-3" />
        {say('Connect a model')}
      </button>
    </div>
  );
}
