import { useEffect, useEffectEvent, useState, type ComponentType, type ReactNode } from 'react';
import { say } from '../../words/say.ts';
import { Toast } from './Toast.tsx';

/**
 * Draws a component whose code is fetched when this appears, each time that it failed anew; until then `waiting`. Where the server
 * does not answer and something waits for it, it says so, and the rest of the page stays.
 *
 * @see docs/spec.md U30
 */
export function Lazily<Props extends object>({
  load,
  props,
  waiting = null,
  onGiveUp,
}: {
  load: () => Promise<{ readonly default: ComponentType<Props> }>;
  props: Props;
  waiting?: ReactNode;
  /** Called when the reader has taken note that it cannot be had; absent where `waiting` is as good. */
  onGiveUp?: () => void;
}) {
  const [Loaded, setLoaded] = useState<ComponentType<Props> | 'failed'>();
  const fetchOnce = useEffectEvent(() => {
    load().then(
      (module) => setLoaded(() => module.default),
      () => setLoaded('failed'),
    );
  });
  useEffect(() => fetchOnce(), []);
  if (Loaded !== undefined && Loaded !== 'failed') return <Loaded {...props} />;
  if (Loaded === undefined || !onGiveUp) return waiting;
  return (
    <Toast
      alert
      words={say('The server does not answer. Start it, then try again.')}
      action={say('Close')}
      onAction={onGiveUp}
    />
  );
}
