import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import type { ReceiptLine } from './receipt-lines';

// The package is for both kinds of modules; its types are for the newer one alone, which this program is not.
type Encoders = typeof import('@point-of-sale/receipt-printer-encoder', { with: { 'resolution-mode': 'import' }});
type Encoder = InstanceType<Encoders['default']>;
const ReceiptPrinterEncoder = createRequire(__filename)(
  '@point-of-sale/receipt-printer-encoder',
) as Encoders['default'];

export interface EscposOptions {
  /** Characters on a line of the printer's paper: 48 or 42 on 80 mm, 32 on 58 mm. */
  columns: number;
  /** Opens the drawer that is connected to the printer. */
  opensDrawer: boolean;
}

const BARCODE_DOTS = 60;
const LINES_AT_ONCE = 10;
const QR_MODEL = 2;
/** To a module: some 20 mm across. */
const QR_DOTS = 4;
/** PC858 has what Western Europe writes, and the euro; to look for a page that has the rest takes time. */
const WESTERN = /^[\u0020-\u007e\u00a0-\u00ff\u20ac]*$/;
/** Signs that few printers have, by ones that all have. */
const PLAIN: Readonly<Record<string, string>> = { '×': 'x', '·': '-', '…': '...', '’': "'", '−': '-', '\u00a0': ' ' };

/** A receipt as bytes for a receipt printer that speaks ESC/POS: text, its code, a cut, and the drawer's kick where money moves. */
export async function escposReceipt(
  lines: readonly ReceiptLine[],
  { columns, opensDrawer }: EscposOptions,
): Promise<Uint8Array> {
  const encoder = new ReceiptPrinterEncoder({ columns, language: 'esc-pos', feedBeforeCut: 4, imageMode: 'raster' });
  encoder.initialize();
  for (const [index, line] of lines.entries()) {
    // Others are served meanwhile: what is in no Western script takes milliseconds a line.
    if (index % LINES_AT_ONCE === 0) await setImmediate();
    print(encoder, line, columns);
  }
  encoder.cut();
  if (opensDrawer) encoder.pulse();
  return encoder.encode();
}

function print(encoder: Encoder, line: ReceiptLine, columns: number): void {
  const said = 'text' in line ? line.text : 'left' in line ? `${line.left}${line.right}` : '';
  encoder.codepage(WESTERN.test(plain(said)) ? 'cp858' : 'auto');
  switch (line.kind) {
    case 'head':
    case 'strong':
      for (const text of wrapped(line.text, columns)) encoder.align('center').bold(true).line(text).bold(false);
      break;
    case 'centred':
      for (const text of wrapped(line.text, columns)) encoder.align('center').line(text);
      break;
    case 'small':
      for (const text of wrapped(line.text, columns - 2)) encoder.align('left').line(`  ${text}`);
      break;
    case 'row':
    case 'total':
      encoder.align('left').bold(line.kind === 'total');
      for (const text of rowOf(line.left, line.right, columns)) encoder.line(text);
      encoder.bold(false);
      break;
    case 'rule':
      encoder.align('left').line('-'.repeat(columns));
      break;
    case 'barcode':
      encoder.align('center').barcode(line.text, 'code128', BARCODE_DOTS);
      break;
    case 'link':
      encoder.align('center').line(plain(line.text)).qrcode(line.url, QR_MODEL, QR_DOTS, 'm');
      break;
    case 'logo': {
      const { data, width, height } = line.logo.dots;
      encoder.align('center').image({ data, info: { width, height, channels: 4 } }, width, height, 'atkinson');
    }
  }
}

/** The amount at the right of the first line, whatever the name's length. */
function rowOf(left: string, right: string, columns: number): string[] {
  const amount = [...plain(right)].slice(0, columns - 2).join('');
  const [first = '', ...rest] = wrapped(left, columns - [...amount].length - 1);
  const gap = columns - [...first].length - [...amount].length;
  return [`${first}${' '.repeat(Math.max(gap, 1))}${amount}`, ...rest];
}

/** In lines of so many characters, at spaces where there are any. What printers take for commands is none in a name. */
export function wrapped(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of plain(text)
    .split(/[\s\p{Cc}]+/u)
    .filter(Boolean)) {
    let rest = [...word];
    while (rest.length > columns) {
      if (line) lines.push(line);
      lines.push(rest.slice(0, columns).join(''));
      [line, rest] = ['', rest.slice(columns)];
    }
    const length = [...line].length;
    if (line && length + 1 + rest.length > columns) {
      lines.push(line);
      line = rest.join('');
    } else line = [line, rest.join('')].filter(Boolean).join(' ');
  }
  return line ? [...lines, line] : lines;
}

/** What lies beyond the letters of all languages (pictures, mostly) no printer has, and nobody knows how wide it would be. */
function plain(text: string): string {
  return text.replace(/[×·…’−\u00a0]/g, (sign) => PLAIN[sign] ?? sign).replace(/[\u{10000}-\u{10ffff}]/gu, '?');
}
