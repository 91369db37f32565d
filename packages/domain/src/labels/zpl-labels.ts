/** What stands on a shelf's label. */
export interface ShelfLabel {
  name: string;
  /** Size and pack. */
  detail: string;
  /** As people write it. */
  price: string;
  /** Undefined where nothing is to be scanned. */
  code: string | undefined;
}

/** A label of 2¼ × 1¼ in, as most rolls have them, at the 203 dots to an inch of most label printers. */
const WIDTH = 457;
const LENGTH = 254;
const MARGIN = 16;
const BAR_HEIGHT = 70;

/**
 * Labels for a printer that speaks ZPL II, one after the other (Zebra, ZPL II Programming Guide): the name on one line, cut where it is too long,
 * its size and price, and the code in the bars it is meant for. What is a command to the printer is none in a name.
 */
export function zplLabels(labels: readonly ShelfLabel[]): string {
  return labels.map(labelOf).join('');
}

function labelOf({ name, detail, price, code }: ShelfLabel): string {
  const inner = WIDTH - 2 * MARGIN;
  return [
    // Text is UTF-8.
    `^XA^CI28^PW${WIDTH}^LL${LENGTH}^LH0,0`,
    `^FO${MARGIN},14^A0N,30,28^FB${inner},1,0,L${text(name)}`,
    `^FO${MARGIN},56^A0N,24,22^FB${Math.floor(inner / 2)},2,0,L${text(detail)}`,
    `^FO${MARGIN},54^A0N,54,48^FB${inner},1,0,R${text(price)}`,
    ...(code === undefined ? [] : [barsOf(code)]),
    '^XZ\n',
  ].join('');
}

function barsOf(code: string): string {
  const at = `^FO${MARGIN + 24},134^BY2`;
  // The printer works out the last digit by itself, and would print another one than was sold under a wrong one.
  const digits = code.slice(0, -1);
  if (/^\d{13}$/.test(code) && hasCheckDigit(code)) return `${at}^BEN,${BAR_HEIGHT},Y,N^FD${digits}^FS`;
  if (/^\d{12}$/.test(code) && hasCheckDigit(code)) return `${at}^BUN,${BAR_HEIGHT},Y,N,Y^FD${digits}^FS`;
  if (/^\d{8}$/.test(code) && hasCheckDigit(code)) return `${at}^B8N,${BAR_HEIGHT},Y,N^FD${digits}^FS`;
  return `${at}^BCN,${BAR_HEIGHT},Y,N,N${text(code)}`;
}

/** Of a GTIN of any length (GS1 General Specifications, 7.9). */
function hasCheckDigit(code: string): boolean {
  const sum = [...code].reverse().reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return sum % 10 === 0;
}

/** A field's text, in which every sign that could be a command, or the end of a line, is written as its number. */
function text(value: string): string {
  const safe = value.replace(/[\p{Cc}\s]+/gu, ' ').replace(/[\^~\\_]/g, (sign) => `_${hex(sign)}`);
  return `^FH_^FD${safe.trim()}^FS`;
}

function hex(sign: string): string {
  return (sign.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(2, '0');
}
