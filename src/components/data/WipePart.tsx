import { useState } from 'react';
import { useSession } from '../../hooks/useSession.ts';
import { Button } from '../ui/Button.tsx';
import { Said } from '../../words/Said.tsx';
import { say } from '../../words/say.ts';
import { DataPart } from './DataPart.tsx';

/** What has to be typed. */
const WORD = 'remove';

/** Removes everything, for good. */
export function WipePart() {
  const session = useSession();
  const [typed, setTyped] = useState('');
  const [status, setStatus] = useState<'idle' | 'removing' | 'failed'>('idle');
  const isTyped = typed.trim().toLowerCase() === say(WORD);
  const wipe = async () => {
    if (!isTyped || status === 'removing') return;
    setStatus('removing');
    try {
      const archiving = await session.loadArchiving();
      await archiving.wipe();
      location.assign('/');
    } catch {
      setStatus('failed');
    }
  };
  return (
    <DataPart title={say('Remove everything')}>
      <p className="text-fg-2">
        {say(
          'Every chat, draft and setting in this browser, and what the server still has of your replies. There is no way back.',
        )}
      </p>
      <form
        className="flex flex-wrap items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void wipe();
        }}
      >
        <label className="flex flex-wrap items-center gap-2">
          <span>
            <Said words="Type {word}:" nodes={{ word: <b>{say(WORD)}</b> }} />
          </span>
          <input
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            spellCheck={false}
            className="min-h-(--target) w-32 rounded-lg border border-line-control bg-surface-0 px-2.5 text-[1rem]"
          />
        </label>
        <Button kind="danger" type="submit" aria-disabled={!isTyped || status === 'removing'}>
          {status === 'removing' ? say('Removing…') : say('Remove everything')}
        </Button>
      </form>
      {status === 'failed' && (
        <p role="alert" className="text-danger">
          {say('Not everything could be removed. Try again.')}
        </p>
      )}
    </DataPart>
  );
}
