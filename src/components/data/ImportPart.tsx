import { useId, useRef } from 'react';
import { useImport } from '../../hooks/useImport.ts';
import { useSession } from '../../hooks/useSession.ts';
import type { ImportOutcome, ImportState } from '../../store/importStore.ts';
import { Button } from '../ui/Button.tsx';
import { say, sayIfKnown } from '../../words/say.ts';
import { DataPart } from './DataPart.tsx';
import { ImportedSettingsLines, wordsOfSettings } from './ImportedSettingsLines.tsx';
import { ProgressLine } from './ProgressLine.tsx';

/** Brings chats in from a file. */
export function ImportPart() {
  const session = useSession();
  const { state, bringIn } = useImport();
  const input = useRef<HTMLInputElement>(null);
  const inputId = useId();
  return (
    <DataPart title={say('Bring chats in')}>
      <p className="text-fg-2">
        {say(
          'An archive of Rivulet, or the export that ChatGPT or Claude sends, as it came. Importing it twice changes nothing.',
        )}
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          aria-disabled={state.status === 'running'}
          onClick={() => state.status !== 'running' && input.current?.click()}
        >
          {say('Choose a file…')}
        </Button>
        <label htmlFor={inputId} className="sr-only">
          {say('File to import')}
        </label>
        <input
          ref={input}
          id={inputId}
          type="file"
          accept=".zip,.json,application/zip,application/json"
          tabIndex={-1}
          className="sr-only"
          onChange={({ target }) => {
            const [file] = target.files ?? [];
            target.value = '';
            if (file) void bringIn(file).then((outcome) => session.announce(toldOf(outcome)));
          }}
        />
        <Standing state={state} />
      </div>
    </DataPart>
  );
}

function Standing({ state }: { state: ImportState }) {
  if (state.status === 'idle') return null;
  if (state.status === 'ended') {
    const { outcome } = state;
    return (
      <>
        <p className={outcome.status === 'refused' ? 'text-danger' : 'text-fg-2'}>{wordsOf(outcome)}</p>
        {outcome.status === 'imported' && outcome.settings && <ImportedSettingsLines settings={outcome.settings} />}
      </>
    );
  }
  const { step, share } = state.progress;
  return (
    <>
      <ProgressLine words={say(STEP_WORDS[step])} label={say('Import')} share={share} />
      <Button onClick={state.cancel}>{say('Cancel')}</Button>
    </>
  );
}

/** What an import is doing, in words. */
const STEP_WORDS = { reading: 'Reading…', unpacking: 'Unpacking…', storing: 'Storing…' } as const;

function wordsOf(outcome: ImportOutcome): string {
  switch (outcome.status) {
    case 'imported':
      return say('{count, plural, one {# chat imported.} other {# chats imported.}}', { count: outcome.chats });
    case 'cancelled':
      return say('Cancelled. Nothing was imported.');
    case 'refused':
      return sayIfKnown(outcome.message);
  }
}

/** The whole of it, for who does not see the dialog. */
function toldOf(outcome: ImportOutcome): string {
  const settings = outcome.status === 'imported' ? outcome.settings : undefined;
  return [wordsOf(outcome), ...(settings ? wordsOfSettings(settings) : [])].join(' ');
}
