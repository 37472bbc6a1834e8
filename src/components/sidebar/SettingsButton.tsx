import { Settings } from 'lucide-react';
import { useState } from 'react';
import { say } from '../../words/say.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Lazily } from '../ui/Lazily.tsx';

/** Opens the settings. */
export function SettingsButton() {
  const [isShowing, setShowing] = useState(false);
  const close = () => setShowing(false);
  return (
    <>
      <IconButton label={say('Settings')} icon={Settings} onClick={() => setShowing(true)} />
      {isShowing && (
        <Lazily load={() => import('../settings/SettingsDialog.tsx')} props={{ onClose: close }} onGiveUp={close} />
      )}
    </>
  );
}
