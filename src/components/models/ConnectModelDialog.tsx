import { RefreshCw } from 'lucide-react';
import type { ModelCatalog } from '../../../protocol/models.ts';
import { useModels } from '../../hooks/useModels.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog } from '../ui/Dialog.tsx';
import { Said } from '../../words/Said.tsx';
import { say, sayIfKnown } from '../../words/say.ts';
import { CopyableCode } from './CopyableCode.tsx';
import { ProviderRow } from './ProviderRow.tsx';

const EXAMPLE = `{
  "providers": [
    {
      "id": "openai",
      "label": "OpenAI",
      "baseUrl": "https://api.openai.com/v1",
      "apiKeyEnv": "OPENAI_API_KEY"
    },
    {
      "id": "my-server",
      "label": "My server",
      "baseUrl": "http://127.0.0.1:8000/v1"
    }
  ]
}`;

/** How a model is connected: the settings file to paste into, and how each provider stands now. */
export default function ConnectModelDialog({ onClose }: { onClose: () => void }) {
  const { state, refresh } = useModels();
  const catalog = state.status === 'loading' ? undefined : state.catalog;
  return (
    <Dialog title={say('Connect a model')} onClose={onClose}>
      <section aria-labelledby="providers-heading">
        <div className="flex items-center justify-between gap-3">
          <h3 id="providers-heading" className="text-[0.9375rem] font-semibold">
            {say('Providers')}
          </h3>
          <Button onClick={refresh}>
            <RefreshCw aria-hidden size={15} strokeWidth={1.75} />
            {say('Check again')}
          </Button>
        </div>
        {state.status === 'failed' && (
          <p role="alert" className="mt-2 text-[0.9375rem] text-danger">
            {sayIfKnown(state.error.message)}
          </p>
        )}
        <ul className="mt-2 divide-y divide-line">
          {catalog?.providers.map((provider) => (
            <ProviderRow
              key={provider.id}
              provider={provider}
              modelCount={catalog.models.filter((model) => model.provider === provider.id).length}
            />
          ))}
        </ul>
      </section>
      <HowToConnect catalog={catalog} />
    </Dialog>
  );
}

function HowToConnect({ catalog }: { catalog: ModelCatalog | undefined }) {
  return (
    <>
      <section aria-labelledby="local-heading" className="mt-6">
        <h3 id="local-heading" className="text-[0.9375rem] font-semibold">
          {say('On this machine')}
        </h3>
        <p className="mt-1 text-[0.9375rem] text-fg-2">
          {say('Ollama, llama.cpp and LM Studio are found by themselves when they run on their usual ports.')}
        </p>
      </section>
      <section aria-labelledby="file-heading" className="mt-6">
        <h3 id="file-heading" className="text-[0.9375rem] font-semibold">
          {say('Any other')}
        </h3>
        <p className="mt-1 text-[0.9375rem] text-fg-2">
          <Said
            words="Set {key} (and {address}) before starting, or put this into the settings file. It is read again at once; the key never leaves the server."
            nodes={{
              key: <code className="font-mono text-[0.875rem]">OPENAI_API_KEY</code>,
              address: <code className="font-mono text-[0.875rem]">OPENAI_BASE_URL</code>,
            }}
          />
        </p>
        {catalog && (
          <p dir="ltr" className="mt-2 font-mono text-[0.8125rem] wrap-anywhere text-fg-2">
            {catalog.settings.path}
          </p>
        )}
        {catalog?.settings.error !== undefined && (
          <p role="alert" className="mt-2 text-[0.9375rem] text-danger">
            {catalog.settings.error}
          </p>
        )}
        <CopyableCode code={EXAMPLE} />
      </section>
    </>
  );
}
