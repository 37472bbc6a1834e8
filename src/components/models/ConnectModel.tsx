import { Lazily } from '../ui/Lazily.tsx';

/** The dialog that shows how a model is connected. */
export function ConnectModel({ onClose }: { onClose: () => void }) {
  return <Lazily load={() => import('./ConnectModelDialog.tsx')} props={{ onClose }} onGiveUp={onClose} />;
}
