import {
  Button,
  Group,
  ModalBase,
  ModalBaseBody,
  ModalBaseCloseButton,
  ModalBaseContent,
  ModalBaseOverlay,
  ModalBaseTitle,
} from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { ignoreEchoClicks } from '../lib/echo-clicks';
import { focus, focusMarked, keepFocus } from '../lib/focus';
import { useT } from '../lib/texts';
import { useUnsaved } from '../lib/unsaved';

// Since there are dialogs: loaded before the first one opens, and not with what a till needs to begin.
ignoreEchoClicks();

interface DialogProps {
  title: string;
  /** `screen`: all of it, for what deserves to be alone; `panel`: at the side, for editors, so that the list stays in sight. */
  size?: 'sm' | 'md' | 'lg' | 'xl' | 'full' | 'screen' | 'panel';
  /** What was changed here is lost when it closes: it is asked about. */
  unsaved?: boolean;
  /** An answer is waited for, and so is the dialog: who left would not know what became of it. */
  busy?: boolean;
  /** What is said then, where it may be saved all the same. */
  leavingText?: string | undefined;
  onClose(): void;
  onKeyDown?(event: KeyboardEvent): void;
  children: ReactNode;
}

/**
 * A dialog with a close button that says so and is large enough to touch. It is made of Mantine's parts of a modal:
 * the whole one brings scroll areas and popovers along, 15 kB a till would load for nothing.
 */
export function Dialog(props: DialogProps) {
  const { title, size = 'lg', unsaved = false, busy = false, leavingText, onClose, onKeyDown, children } = props;
  const t = useT();
  const [leaving, setLeaving] = useState(false);
  useUnsaved(unsaved);
  const close = () => {
    if (busy) return;
    if (unsaved) setLeaving(true);
    else onClose();
  };
  return (
    <ModalBase
      opened
      onClose={close}
      closeOnClickOutside
      closeOnEscape
      lockScroll
      returnFocus
      trapFocus
      withinPortal
      {...(onKeyDown && { onKeyDown })}
    >
      <ModalBaseOverlay />
      <ModalBaseContent className="dialog" data-size={size} innerProps={{ className: FRAMES[size] ?? 'dialog-inner' }}>
        {/* Not Mantine's: its element is a page's banner, which there is already. */}
        <div className="dialog-head">
          <ModalBaseTitle className="dialog-title">{title}</ModalBaseTitle>
          <ModalBaseCloseButton aria-label={t('app.close')} size={44} />
        </div>
        {leaving && unsaved && !busy && (
          <div className="dialog-unsaved" role="alert">
            <span>{leavingText ?? t('app.unsaved')}</span>
            <Group gap="xs">
              <Button ref={focus} onClick={() => setLeaving(false)}>
                {t('app.keepEditing')}
              </Button>
              <Button variant="default" onClick={onClose}>
                {t('app.discard')}
              </Button>
            </Group>
          </div>
        )}
        <ModalBaseBody>
          {/* At once, not a turn later as the focus trap does: an Enter that follows the opening key closely is meant for this dialog. */}
          <div ref={holdFocus}>{children}</div>
        </ModalBaseBody>
      </ModalBaseContent>
    </ModalBase>
  );
}

function holdFocus(element: HTMLElement | null) {
  if (!element) return;
  const letGo = keepFocus(element);
  focusMarked(element);
  return letGo;
}

/** Sizes whose dialog does not stand in the middle. */
const FRAMES: Partial<Record<NonNullable<DialogProps['size']>, string>> = {
  screen: 'dialog-screen',
  panel: 'dialog-side',
};
