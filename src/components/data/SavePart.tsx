import { useSaving } from '../../hooks/useSaving.ts';
import { useSession } from '../../hooks/useSession.ts';
import type { SaveOutcome, SaveState } from '../../store/saveStore.ts';
import { say, sayIfKnown } from '../../words/say.ts';
import { Button } from '../ui/Button.tsx';
import { DataPart } from './DataPart.tsx';
import { ProgressLine } from './ProgressLine.tsx';

/**
 * Saves everything as a file.
 *
 * @see docs/spec.md I38
 */
export function SavePart() {
  const session = useSession();
  const { state, save, saveRaw } = useSaving();
  const isRunning = state.status === 'running';
  const begin = async (saving: () => Promise<SaveOutcome>) => {
    if (!isRunning) session.announce(wordsOf(await saving()));
  };
  return (
    <DataPart title={say('Save a copy')}>
      <p className="text-fg-2">
        {say(
          'An archive holds every chat with all of its branches and attachments, each as Markdown to read, and the settings that you changed. No key is in it.',
        )}
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <Button kind="primary" aria-disabled={isRunning} onClick={() => void begin(save)}>
          {say('Save everything')}
        </Button>
        <Button aria-disabled={isRunning} onClick={() => void begin(saveRaw)}>
          {say('Save the rows as they are')}
        </Button>
        <Standing state={state} />
      </div>
    </DataPart>
  );
}

function Standing({ state }: { state: SaveState }) {
  if (state.status === 'idle') return null;
  if (state.status === 'ended') {
    const { outcome } = state;
    return (
      <p className={outcome.status === 'refused' ? 'w-full text-danger' : 'w-full text-fg-2'}>{wordsOf(outcome)}</p>
    );
  }
  const { step, share } = state.progress;
  return (
    <div className="flex flex-wrap items-center gap-3">
      <ProgressLine
        words={step === 'reading' ? say('Reading…') : say('Packing…')}
        label={say('Save everything')}
        share={share}
      />
      <Button onClick={state.cancel}>{say('Cancel')}</Button>
    </div>
  );
}

function wordsOf(outcome: SaveOutcome): string {
  switch (outcome.status) {
    case 'saved':
      return [say('Saved.'), ...(outcome.lost > 0 ? [say(LOST, { count: outcome.lost })] : [])].join(' ');
    case 'cancelled':
      return say('Cancelled. Nothing was saved.');
    case 'refused':
      return `${say('It could not be saved.')} ${sayIfKnown(outcome.message)}`;
  }
}

const LOST =
  '{count, plural, one {# message cannot be read and is not in the archive.} other {# messages cannot be read and are not in the archive.}} The rows as they are have what is left of it.';
