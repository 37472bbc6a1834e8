import { HardDrive } from 'lucide-react';
import { useState } from 'react';
import { useChat } from '../../hooks/useChat.ts';
import { Button } from '../ui/Button.tsx';
import { say, sayIfKnown } from '../../words/say.ts';
import { YourData } from './YourData.tsx';

/** Says when chats are not kept, and why, and offers to save them. Nothing while all is well. */
export default function StorageLine() {
  const storage = useChat((state) => state.storage);
  const [isShowing, setShowing] = useState(false);
  if (storage.status !== 'memory-only') return null;
  return (
    <div className="border-t border-line px-4 py-3 text-[0.8125rem] text-warn">
      <p role="alert" className="flex gap-2">
        <HardDrive aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0" />
        {sayIfKnown(storage.reason)}
      </p>
      <Button className="mt-2 w-full" onClick={() => setShowing(true)}>
        {say('Save a copy…')}
      </Button>
      {isShowing && <YourData onClose={() => setShowing(false)} />}
    </div>
  );
}
