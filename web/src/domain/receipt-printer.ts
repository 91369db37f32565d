import { apiFetch } from '../lib/api-client';
import { readStored } from '../lib/stored';
import type { PrinterKind, PrinterPort } from './printer-ports';

export type PrinterColumns = 32 | 42 | 48;

/** The receipt printer of this device. The browser remembers that it may be used; this says which it is. */
export interface PairedPrinter {
  kind: PrinterKind;
  /** What the browser knows it by. */
  identity: string;
  /** Characters on a line of its paper. */
  columns: PrinterColumns;
}

const STORED = 'printer.1';
const KICKED = 'printer.kicked.1';
/** ESC p: to the pin most drawers are connected to, for as long as most need. */
const DRAWER_KICK = new Uint8Array([0x1b, 0x70, 0x00, 0x19, 0xfa]);

let port: PrinterPort | undefined;

export function pairedPrinter(): PairedPrinter | undefined {
  return readStored<PairedPrinter>(localStorage.getItem(STORED), ({ identity }) => typeof identity === 'string');
}

/** Asks which printer it is, by the browser's own dialog; from then on it is this device's. @throws where nobody chose one */
export async function pairPrinter(kind: PrinterKind, columns: PrinterColumns): Promise<void> {
  const { choosePort } = await import('./printer-ports');
  const chosen = await choosePort(kind);
  letGo();
  port = chosen;
  localStorage.setItem(STORED, JSON.stringify({ kind, identity: chosen.identity, columns } satisfies PairedPrinter));
}

export function forgetPrinter(): void {
  localStorage.removeItem(STORED);
  letGo();
}

/** A port that was never opened cannot be closed, and one that hangs is not waited for. */
function letGo(): void {
  port?.close().catch(() => undefined);
  port = undefined;
}

interface Printing {
  saleId: string;
  language: string;
  isCopy: boolean;
}

/** Prints a sale's receipt on the paired printer. @throws where it, or the server, does not answer */
export async function printOnPaper({ saleId, language, isCopy }: Printing): Promise<void> {
  const printer = pairedPrinter();
  if (!printer) throw new Error('no printer is paired');
  const query = new URLSearchParams({
    ...{ format: 'escpos', language, columns: String(printer.columns), copy: String(isCopy) },
  });
  const answer = await apiFetch(`/api/sales/${saleId}/receipt?${query.toString()}`);
  await send(printer, new Uint8Array(await answer.arrayBuffer()));
}

/** Opens the drawer that hangs on the printer; where there is none, people open theirs by hand. */
export async function kickDrawer(): Promise<void> {
  const printer = pairedPrinter();
  if (printer) await send(printer, DRAWER_KICK);
}

/** Once for a sale, however often its change is shown. */
export function kickDrawerFor(saleId: string): void {
  if (sessionStorage.getItem(KICKED) === saleId) return;
  sessionStorage.setItem(KICKED, saleId);
  kickDrawer().catch(console.warn);
}

/** One job after the other, on a port that is opened when the first needs it. */
let last: Promise<void> = Promise.resolve();
function send(printer: PairedPrinter, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const job = last.then(async () => {
    const { portOf } = await import('./printer-ports');
    port ??= await portOf(printer.kind, printer.identity);
    try {
      await port.write(bytes);
    } catch (error) {
      // It was pulled out, or switched off: the next job begins anew.
      letGo();
      throw error;
    }
  });
  last = job.catch(() => undefined);
  return job;
}
