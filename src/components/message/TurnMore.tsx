import { useEffect, useState, type ComponentType } from 'react';
import { Toast } from '../ui/Toast.tsx';
import { say } from '../../words/say.ts';
import type { TurnMoreProps } from './TurnMoreDialog.tsx';

type Opening =
  | { readonly status: 'loading' | 'failed' }
  | { readonly status: 'loaded'; readonly Dialog: ComponentType<TurnMoreProps> };

/** The rarer actions of a turn. Their code is fetched when they are asked for, each time that it failed anew. */
export function TurnMore(props: TurnMoreProps) {
  const [opening, setOpening] = useState<Opening>({ status: 'loading' });
  useEffect(() => {
    import('./TurnMoreDialog.tsx').then(
      (module) => setOpening({ status: 'loaded', Dialog: module.default }),
      () => setOpening({ status: 'failed' }),
    );
  }, []);
  if (opening.status === 'loaded') return <opening.Dialog {...props} />;
  if (opening.status === 'loading') return null;
  const words = say('The server does not answer. Start it, then try again.');
  return <Toast alert words={words} action={say('Close')} onAction={props.onClose} />;
}
