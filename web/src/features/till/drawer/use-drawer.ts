import { useEffect, useRef } from 'react';
import { useOpenShift } from '../../../domain/shifts';
import { useThisRegister } from '../../../domain/this-register';
import { useProfile } from '../../session/session';
import type { TillState } from '../machine/state';
import type { Dispatch } from '../machine/use-till-machine';

/**
 * The drawer of the till: its shift, and the question for its count where the store wants one before the first sale, asked once and then
 * pointed out. Without an answer nothing is missing: the server has the last word.
 */
export function useDrawer(registerId: string, { dialog }: TillState, isDone: boolean, dispatch: Dispatch) {
  const { place } = useThisRegister(useProfile().organization.id);
  const { data: shift } = useOpenShift(registerId);
  const isMissing = place?.store.shifts === 'required' && shift === null;
  const asked = useRef(false);
  if (shift) asked.current = false;
  const asks = isMissing && !dialog && !isDone;
  useEffect(() => {
    if (!asks || asked.current) return;
    asked.current = true;
    dispatch({ kind: 'dialog', dialog: { kind: 'open-drawer' } });
  }, [asks, dispatch]);
  return { shift: shift ?? undefined, isMissing };
}
