import {
  ModalBase,
  ModalBaseBody,
  ModalBaseCloseButton,
  ModalBaseContent,
  ModalBaseOverlay,
  ModalBaseTitle,
} from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useT } from '../lib/texts';

interface DialogProps {
  title: string;
  /** `screen`: all of it, for what deserves to be alone. */
  size?: 'sm' | 'md' | 'lg' | 'xl' | 'full' | 'screen';
  onClose(): void;
  onKeyDown?(event: KeyboardEvent): void;
  children: ReactNode;
}

/**
 * A dialog with a close button that says so and is large enough to touch. It is made of Mantine's parts of a modal:
 * the whole one brings scroll areas and popovers along, 15 kB a till would load for nothing.
 */
export function Dialog({ title, size = 'lg', onClose, onKeyDown, children }: DialogProps) {
  const t = useT();
  return (
    <ModalBase
      opened
      onClose={onClose}
      closeOnClickOutside
      closeOnEscape
      lockScroll
      returnFocus
      trapFocus
      withinPortal
      {...(onKeyDown && { onKeyDown })}
    >
      <ModalBaseOverlay />
      <ModalBaseContent
        className="dialog"
        data-size={size}
        innerProps={{ className: size === 'screen' ? 'dialog-screen' : 'dialog-inner' }}
      >
        {/* Not Mantine's: its element is a page's banner, which there is already. */}
        <div className="dialog-head">
          <ModalBaseTitle className="dialog-title">{title}</ModalBaseTitle>
          <ModalBaseCloseButton aria-label={t('app.close')} size={44} />
        </div>
        <ModalBaseBody>
          <div ref={focusMarked}>{children}</div>
        </ModalBaseBody>
      </ModalBaseContent>
    </ModalBase>
  );
}

/** At once, not a turn later as the focus trap does: an Enter that follows the opening key closely is meant for this dialog. */
function focusMarked(content: HTMLElement | null): void {
  content?.querySelector<HTMLElement>('[data-autofocus]')?.focus({ preventScroll: true });
}
