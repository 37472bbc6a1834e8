import { useAttachmentCount } from '../../hooks/useAttachmentCount.ts';
import { useChat } from '../../hooks/useChat.ts';
import { useStorageFacts } from '../../hooks/useStorageFacts.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { sizeOf } from '../ui/sizeOf.ts';
import { formatLocales } from '../../words/formatLocales.ts';
import { say, sayIfKnown } from '../../words/say.ts';
import { DataPart } from './DataPart.tsx';
import { ImportPart } from './ImportPart.tsx';
import { SavePart } from './SavePart.tsx';
import { WipePart } from './WipePart.tsx';

/**
 * Where the chats are, and the ways in and out.
 *
 * @see docs/spec.md I6
 */
export default function DataDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={say('Your data')} onClose={onClose}>
      <div className="flex flex-col gap-6 text-[0.9375rem]">
        <Place />
        <SavePart />
        <ImportPart />
        <WipePart />
      </div>
    </Dialog>
  );
}

function Place() {
  const { usedBytes, freeBytes, isKept } = useStorageFacts();
  const storage = useChat((state) => state.storage);
  const chats = useChat((state) => state.conversations.size);
  const attachments = useAttachmentCount();
  return (
    <DataPart title={say('Where it is')}>
      <p className="text-fg-2">
        {say(
          'Your chats are kept in this browser, on this device. A question goes to the model that you ask. The server of this page keeps each reply for seven days, so that it can be resumed, and forgets it with its message.',
        )}
      </p>
      {storage.status === 'memory-only' && <p className="text-warn">{sayIfKnown(storage.reason)}</p>}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-fg-3">{say('Chats')}</dt>
        <dd className="tabular-nums">{chats.toLocaleString([...formatLocales()])}</dd>
        {attachments !== undefined && (
          <>
            <dt className="text-fg-3">{say('Attachments')}</dt>
            <dd className="tabular-nums">{attachments.toLocaleString([...formatLocales()])}</dd>
          </>
        )}
        <dt className="text-fg-3">{say('Space taken')}</dt>
        <dd className="tabular-nums">
          {usedBytes === undefined ? say('The browser does not tell.') : sizeOf(usedBytes)}
        </dd>
        {freeBytes !== undefined && (
          <>
            <dt className="text-fg-3">{say('Space left')}</dt>
            <dd className="tabular-nums">{sizeOf(freeBytes)}</dd>
          </>
        )}
        <dt className="text-fg-3">{say('Kept')}</dt>
        <dd>{say(isKept === undefined ? KEPT.unknown : isKept ? KEPT.promised : KEPT.open)}</dd>
      </dl>
    </DataPart>
  );
}

const KEPT = {
  promised: 'The browser has promised not to remove it.',
  open: 'The browser may remove it when the device runs out of space. Save an archive now and then.',
  unknown: 'The browser does not tell whether it may remove it.',
} as const;
