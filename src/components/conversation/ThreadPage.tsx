import { memo, useCallback, useSyncExternalStore } from 'react';
import type { Message, MessageId } from '../../conversation/Message.ts';
import { AssistantTurn, type AnswerActions } from '../message/AssistantTurn.tsx';
import { UserTurn, type QuestionActions } from '../message/UserTurn.tsx';
import { guessHeight } from './guessHeight.ts';
import type { PageForms } from './PageForms.ts';
import { TurnWords } from './TurnWords.tsx';

/** What a page of a thread is given. */
export interface ThreadPageProps {
  readonly page: number;
  readonly turns: readonly Message[];
  readonly forms: PageForms;
  /** Whether it is always shown: the end of the thread. */
  readonly pinned: boolean;
  /** The last message of the thread. */
  readonly latestId: MessageId | undefined;
  /** The question on this page whose editor is open. */
  readonly editingId: MessageId | undefined;
  readonly actions: AnswerActions & QuestionActions;
}

/** Some turns that follow each other, in the form that their page has. */
export const ThreadPage = memo(
  function ThreadPage({ page, turns, forms, pinned, latestId, editingId, actions }: ThreadPageProps) {
    const listen = useCallback((listener: () => void) => forms.listen(page, listener), [forms, page]);
    const form = useSyncExternalStore(listen, () => forms.of(page));
    if (form !== 'turns' && !pinned && editingId === undefined) {
      return (
        <div
          data-page={page}
          // Nothing in it may change how high it is.
          className="overflow-clip text-transparent [contain:strict] [content-visibility:auto]"
          style={{ blockSize: forms.heightOf(page) ?? guessHeight(turns) }}
        >
          {form === 'words' && turns.map((turn) => <TurnWords key={turn.id} turn={turn} />)}
        </div>
      );
    }
    return (
      <div data-page={page} className="flow-root">
        {turns.map((turn) =>
          turn.role === 'user' ? (
            <UserTurn key={placeOf(turn)} message={turn} editing={turn.id === editingId} actions={actions} />
          ) : (
            <AssistantTurn key={placeOf(turn)} message={turn} latest={turn.id === latestId} actions={actions} />
          ),
        )}
      </div>
    );
  },
  ({ turns: before, ...others }, { turns: after, ...next }) =>
    before.length === after.length &&
    after.every((turn, at) => turn === before[at]) &&
    keysOf(next).every((key) => Object.is(others[key], next[key])),
);

type OtherProps = Omit<ThreadPageProps, 'turns'>;

function keysOf(props: OtherProps): readonly (keyof OtherProps)[] {
  return Object.keys(props) as (keyof OtherProps)[]; // Object.keys forgets the names of a literal's keys.
}

/** Versions of a message take each other's place and keep its elements, so that their arrows keep the focus. */
function placeOf({ parentId }: Message): string {
  return parentId ?? 'top';
}
