import { Lazily } from '../ui/Lazily.tsx';

/** The dialog about the data. */
export function YourData({ onClose }: { onClose: () => void }) {
  return <Lazily load={() => import('../data/DataDialog.tsx')} props={{ onClose }} onGiveUp={onClose} />;
}
