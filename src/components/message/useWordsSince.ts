import { useEffect, useRef, useState } from 'react';
import { countWords } from '../../conversation/countWords.ts';

/** How often words are counted that come with every picture, in milliseconds. */
const COUNTED_EVERY_MS = 500;

/** How many words a growing text has beyond what it had before. */
export function useWordsSince(before: string, now: string): number {
  const latest = useRef(now);
  const [counted, setCounted] = useState(now);
  useEffect(() => {
    latest.current = now;
  }, [now]);
  useEffect(() => {
    const timer = setInterval(() => setCounted(latest.current), COUNTED_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  // A word that was cut in two is one of those that were there.
  return Math.max(0, countWords(counted) - countWords(before));
}
