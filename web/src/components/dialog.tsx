import { Modal } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useT } from '../lib/texts';

interface DialogProps {
  title: string;
  size?: string;
  onClose(): void;
  onKeyDown?(event: KeyboardEvent): void;
  children: ReactNode;
}

/** A dialog with a close button that says so and is large enough to touch. */
export function Dialog({ title, size = 'lg', onClose, onKeyDown, children }: DialogProps) {
  const t = useT();
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={size}
      centered
      {...(onKeyDown && { onKeyDown })}
      closeButtonProps={{ 'aria-label': t('app.close'), size: 44 }}
    >
      <div ref={focusMarked}>{children}</div>
    </Modal>
  );
}

/** At once, not a turn later as the focus trap does: an Enter that follows the opening key closely is meant for this dialog. */
function focusMarked(content: HTMLElement | null): void {
  content?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
}
