import { useEffect, useState } from 'react';

/** Whole seconds since a moment (milliseconds since 1970), counting on while `running`; never negative, whatever the clock does. */
export function useSeconds(sinceMs: number, running: boolean): number {
  const [nowMs, setNowMs] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return undefined;
    const tick = () => setNowMs(Date.now());
    tick();
    const timer = setInterval(tick, 1000);
    return () => clearInterval(timer);
  }, [running]);
  return Math.max(0, Math.floor((nowMs - sinceMs) / 1000));
}
