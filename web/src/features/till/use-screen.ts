import { useCallback, useRef, useState } from 'react';
import type { RegisterDialog } from './dialogs';

export type Screen = ReturnType<typeof useScreen>;

/** What stands on the till's screen besides the sale: its one field, a notice, a dialog. */
export function useScreen() {
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState('');
  const [notice, setNotice] = useState<string>();
  const [dialog, setDialog] = useState<RegisterDialog>();
  const focusField = useCallback(() => {
    requestAnimationFrame(() => field.current?.focus());
  }, []);
  const closeDialog = useCallback(() => {
    setDialog(undefined);
    focusField();
  }, [focusField]);
  return { field, focusField, typed, setTyped, notice, setNotice, dialog, setDialog, closeDialog };
}
