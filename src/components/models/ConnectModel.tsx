import { useEffect, useState, type ComponentType } from 'react';
import { Toast } from '../ui/Toast.tsx';

type Opening =
  | { readonly status: 'loading' | 'failed' }
  | { readonly status: 'loaded'; readonly Dialog: ComponentType<{ onClose: () => void }> };

/**
 * The dialog that shows how a model is connected. Its code is fetched when it is opened, each time that it failed anew; where
 * the server does not answer it says so, and the rest of the page stays.
 *
 * @see docs/spec.md U30
 */
export function ConnectModel({ onClose }: { onClose: () => void }) {
  const [opening, setOpening] = useState<Opening>({ status: 'loading' });
  useEffect(() => {
    import('./ConnectModelDialog.tsx').then(
      (module) => setOpening({ status: 'loaded', Dialog: module.default }),
      () => setOpening({ status: 'failed' }),
    );
  }, []);
  if (opening.status === 'loaded') return <opening.Dialog onClose={onClose} />;
  if (opening.status === 'loading') return null;
  return (
    <Toast alert words="The server does not answer. Start it, then try again." action="Close" onAction={onClose} />
  );
}
