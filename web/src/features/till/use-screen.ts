import { useCallback, useRef, useState } from 'react';
import type { RegisterDialog } from './dialogs';

export type Screen = ReturnType<typeof useScreen>;

/** What stands on the till's screen besides the sale: its one field, a notice, a dialog. */
export function useScreen() {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [notice, setNotice] = useState<string>();
  const [dialog, show] = useState<RegisterDialog>();
  /** For what answers later than it was asked: whatever stands there by then must not be pushed away. */
  const dialogNow = useRef(dialog);
  const setDialog = useCallback((next: RegisterDialog | undefined) => {
    dialogNow.current = next;
    show(next);
  }, []);
  const focusField = useCallback(() => {
    requestAnimationFrame(() => {
      // On a slow machine a dialog may stand there by then, and the focus is its own.
      if (!dialogNow.current) field.current?.focus();
    });
  }, []);
  const closeDialog = useCallback(() => {
    setDialog(undefined);
    focusField();
  }, [setDialog, focusField]);
  return { field, focusField, typed, setTyped, notice, setNotice, dialog, dialogNow, setDialog, closeDialog };
}
