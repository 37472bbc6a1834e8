import { useState } from 'react';
import { useSeconds } from '../../hooks/useSeconds.ts';
import { say } from '../../words/say.ts';

/** How long the provider still wants to be left alone. Counts from when it is first shown; nothing once the time is over. */
export function RetryCountdown({ waitMs }: { waitMs: number }) {
  const [shownAtMs] = useState(() => Date.now());
  const left = Math.ceil(waitMs / 1000) - useSeconds(shownAtMs, true);
  // Counting down in an alert would be read out every second.
  return left > 0 ? (
    <span aria-hidden className="text-fg-3 tabular-nums">
      {say('{seconds} s', { seconds: left })}
    </span>
  ) : null;
}
