import { useEffect, useState } from 'react';

/** `true` once `condition` has held for `delayMs` milliseconds without a break: what is over sooner is never shown. */
export function useDelayed(condition: boolean, delayMs: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    if (!condition) return undefined;
    const timer = setTimeout(() => setPassed(true), delayMs);
    return () => {
      clearTimeout(timer);
      setPassed(false);
    };
  }, [condition, delayMs]);
  return condition && passed;
}
