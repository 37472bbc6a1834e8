import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { StrictMode } from 'react';
import { expect, test, vi } from 'vitest';
import { Dialog } from '../../src/components/ui/Dialog.tsx';

function renderDialog() {
  const onClose = vi.fn<() => void>();
  render(
    <StrictMode>
      <Dialog title="A dialog" onClose={onClose}>
        <button type="button">Inside</button>
      </Dialog>
    </StrictMode>,
  );
  return { onClose, dialog: screen.getByRole('dialog', { name: 'A dialog' }), user: userEvent.setup({ delay: null }) };
}

test('[U33] a dialog is open and stays so, also where React mounts everything twice', () => {
  const { dialog, onClose } = renderDialog();
  expect(dialog).toHaveAttribute('open');
  expect(onClose).not.toHaveBeenCalled();
});

test('[U33] its button closes it, a click inside does not', async () => {
  const { dialog, onClose, user } = renderDialog();
  await user.click(screen.getByRole('button', { name: 'Inside' }));
  expect(onClose).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: 'Close' }));
  expect(onClose).toHaveBeenCalledTimes(1);
  expect(dialog).not.toHaveAttribute('open');
});
