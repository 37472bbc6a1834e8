import type { Route } from '../../hooks/useRoute.ts';
import { Button } from '../ui/Button.tsx';
import { say } from '../../words/say.ts';

/** What stands where a chat would be that this browser does not have. */
export default function MissingChat({ goTo }: Pick<Route, 'goTo'>) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-4 px-(--gutter) text-center">
      <h2 className="text-xl font-semibold">{say('This chat is not here')}</h2>
      <p className="max-w-md text-fg-2">
        {say(
          'Chats are kept in the browser they were made in. It may have been deleted, or the link may be from another browser.',
        )}
      </p>
      <Button kind="primary" onClick={() => goTo(undefined, { replace: true })}>
        {say('Begin a chat')}
      </Button>
    </div>
  );
}
