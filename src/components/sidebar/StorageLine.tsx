import { HardDrive } from 'lucide-react';
import { useChat } from '../../hooks/useChat.ts';

/** Says when chats are not kept, and why. Nothing while all is well. */
export function StorageLine() {
  const storage = useChat((state) => state.storage);
  if (storage.status !== 'memory-only') return null;
  return (
    <p role="alert" className="flex gap-2 border-t border-line px-4 py-3 text-[0.8125rem] text-warn">
      <HardDrive aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0" />
      {storage.reason}
    </p>
  );
}
