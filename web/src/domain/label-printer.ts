import { readStored } from '../lib/stored';
import { choosePort, type PrinterKind, portOf } from './printer-ports';

/** The label printer of this device. */
interface PairedLabelPrinter {
  kind: PrinterKind;
  /** What the browser knows it by. */
  identity: string;
}

const STORED = 'label-printer.1';

export function pairedLabelPrinter(): PairedLabelPrinter | undefined {
  return readStored<PairedLabelPrinter>(localStorage.getItem(STORED), ({ identity }) => typeof identity === 'string');
}

export function forgetLabelPrinter(): void {
  localStorage.removeItem(STORED);
}

/**
 * Prints labels in the printer's language: on the one that was chosen before, or on one that is chosen now, by the browser's own dialog.
 * @throws where nobody chose one, or it does not answer
 */
export async function printLabels(zpl: string, kind: PrinterKind): Promise<void> {
  const known = pairedLabelPrinter();
  const port = known ? await portOf(known.kind, known.identity) : await choosePort(kind);
  localStorage.setItem(STORED, JSON.stringify({ kind: known?.kind ?? kind, identity: port.identity }));
  try {
    await port.write(new TextEncoder().encode(zpl));
  } finally {
    // Other programs print on it too.
    await port.close().catch(() => undefined);
  }
}
