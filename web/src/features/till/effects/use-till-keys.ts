import { useHotkeys } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useDigitKeys } from '../../../lib/digit-keys';
import { useScansIntoFields } from '../../../lib/scans-into-fields';
import { COMMANDS, type Command, runCommand } from '../commands';
import { LINE_KEYS } from '../machine/reduce';
import type { Till } from '../use-till';
import { useLicenceScan } from './licence-scan';
import { useScannerAnywhere } from './scanner';

/** What keys and scanners mean wherever the focus is: commands, lines, and codes that belong to the sale. */
export function useTillKeys(till: Till): void {
  const { state, now, dispatch, done, nextByScan } = till;
  const { dialog, typed } = state;
  // Of what was scanned during the payment an age may be asked already, behind the change: that is seen when the change is handed back.
  const seen = done ? undefined : dialog?.kind;
  const scannedWhole = (code: string, quantity: number, begun?: string) => {
    nextByScan();
    till.scanned(code, quantity, begun);
  };
  // Nobody's name and address is to stand in the till's field, or anywhere: a licence belongs into the question for an age.
  useLicenceScan(
    (text) => text.length > 1 && dispatch({ kind: 'told', key: 'till.licence' }),
    seen === undefined || seen === 'pay',
  );
  useScannerAnywhere(
    dialog === undefined,
    typed,
    (key) => {
      // The answer to a payment may come in the middle of a scan: what is left of that hides no change.
      if (!till.isInScan()) nextByScan();
      // A scanner types faster than the page is drawn.
      if ((now.current.typed === '' && pressOnLine(till, key)) || key.length > 1) return;
      dispatch({ kind: 'typed on', key });
    },
    () => {
      const { text: code, quantity, isBarcode, dropped } = till.readScan(now.current.typed);
      if (!isBarcode) return;
      dispatch({ kind: 'typed', text: '' });
      dispatch({ kind: 'scanned', scan: { code, quantity }, ...(dropped && { dropped }) });
    },
  );
  // These two tell scans from digits of their own.
  useDigitKeys(dialog !== undefined && seen !== 'age' && seen !== 'quantity', {
    onScan: scannedWhole,
  });
  useScansIntoFields(seen !== 'age', scannedWhole);
  const keys = COMMANDS.flatMap((command) =>
    command.key && !LINE_KEYS.includes(command.key) ? [[command.key, command] as const] : [],
  );
  const meant = useRef<Command>(undefined);
  const { lookups } = state;
  const run = (command: Command) => {
    if (command.afterScans && lookups > 0 && !dialog && !done) meant.current = command;
    else runCommand(command, till);
  };
  const latest = useRef(till);
  latest.current = till;
  useEffect(() => {
    if (lookups > 0) return;
    const command = meant.current;
    meant.current = undefined;
    // What could not be rung up is seen to first: it would leave the shop unpaid.
    if (command && !latest.current.notice.isFailure) runCommand(command, latest.current);
  }, [lookups]);
  useHotkeys(
    keys.map(([key, command]) => [key, (event) => !isInDialog(event) && run(command)]),
    [],
    true,
  );
}

/** A dialog that is not the till's own, such as the one that changes the register. */
function isInDialog({ target }: KeyboardEvent): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null;
}

/** A key that means something while the field is empty; anything else is typed. @returns whether it was taken */
export function pressOnLine({ dispatch }: Pick<Till, 'dispatch'>, key: string): boolean {
  if (!LINE_KEYS.includes(key)) return false;
  dispatch({ kind: 'key', key });
  return true;
}
