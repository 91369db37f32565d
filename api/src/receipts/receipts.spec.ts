import { inflateSync } from 'node:zlib';
import { array, assert, asyncProperty, integer, property, record, string } from 'fast-check';
import sharp from 'sharp';
import { webp } from '../../test/support/webp';
import { escposReceipt, wrapped } from './escpos-receipt';
import { htmlReceipt } from './html-receipt';
import { pdfReceipt } from './pdf-receipt';
import { printedLogo } from './printed-logo';
import type { ReceiptLine } from './receipt-lines';
import { textReceipt } from './text-receipt';

const LINES: ReceiptLine[] = [
  { kind: 'head', text: 'Licores Ñandú & Sons' },
  { kind: 'centred', text: 'Receipt 1-1-000042' },
  { kind: 'strong', text: 'Copy' },
  { kind: 'rule' },
  { kind: 'row', left: 'A very old rum with a name that is longer than the paper is wide 750 ml', right: '$1,999.00' },
  { kind: 'small', text: '1 × Bottle $1,999.00' },
  { kind: 'total', left: 'Total', right: '$1,999.00' },
  { kind: 'barcode', text: '1-1-000042' },
];

/** What a printer does with the bytes: text by its code pages, and the commands by name. */
function printed(bytes: Uint8Array): string[] {
  const PC858: Readonly<Record<number, string>> = { 165: 'Ñ', 163: 'ú', 158: '×' };
  /** By their first bytes: how many bytes of arguments follow, and what they are called. */
  const commands: Readonly<Record<string, [number, string]>> = {
    '1b40': [0, 'initialize'],
    '1b74': [1, ''],
    '1b61': [1, ''],
    '1b45': [1, ''],
    '1c2e': [0, ''],
    '1b4d': [1, ''],
    '1d68': [1, ''],
    '1d77': [1, ''],
    '1d48': [1, ''],
    '1d56': [1, 'cut'],
    '1b70': [3, 'drawer'],
  };
  const said: string[] = [];
  let line = '';
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (byte === 0x0a) {
      said.push(line);
      line = '';
      continue;
    }
    if (byte === 0x0d) continue;
    if (byte >= 0x20) {
      line += byte < 0x7f ? String.fromCharCode(byte) : (PC858[byte] ?? '?');
      continue;
    }
    const name = [byte, bytes[at + 1] as number].map((one) => one.toString(16).padStart(2, '0')).join('');
    if (name === '1d6b') {
      // Of kind 73, Code 128: a length, and as much text.
      const length = bytes[at + 3] as number;
      said.push(`barcode ${Buffer.from(bytes.slice(at + 4, at + 4 + length)).toString('latin1')}`);
      at += 3 + length;
      continue;
    }
    if (name === '1d76') {
      // A picture in rows, of as many bytes a row and as many rows as it says, little end first.
      const [wide, high] = [4, 6].map(
        (place) => (bytes[at + place] as number) + 256 * (bytes[at + place + 1] as number),
      );
      const size = (wide as number) * (high as number);
      const dots = bytes
        .slice(at + 8, at + 8 + size)
        .reduce((sum, one) => sum + [...one.toString(2)].filter((bit) => bit === '1').length, 0);
      said.push(`picture of ${8 * (wide as number)} x ${high} dots, ${dots} black`);
      at += 7 + size;
      continue;
    }
    const known = commands[name];
    if (!known) throw new Error(`nobody knows the command ${name} at ${at}`);
    if (known[1]) said.push(known[1]);
    at += 1 + known[0];
  }
  return [...said, line].filter((text) => text.trim() !== '');
}

const BLANK = /[\s\p{Cc}]/gu;

describe('a receipt for a printer', () => {
  it('is text in its columns, a code, a cut and the drawer', async () => {
    const bytes = await escposReceipt(LINES, { columns: 42, opensDrawer: true });
    expect(printed(bytes).map((text) => text.trim())).toEqual([
      'initialize',
      'Licores Ñandú & Sons',
      'Receipt 1-1-000042',
      'Copy',
      '-'.repeat(42),
      'A very old rum with a name that  $1,999.00',
      'is longer than the paper is wide',
      '750 ml',
      '1 x Bottle $1,999.00',
      `Total${' '.repeat(28)}$1,999.00`,
      'barcode {B1-1-000042',
      'cut',
      'drawer',
    ]);
  });

  it('has the same bytes as ever', async () => {
    const bytes = await escposReceipt(LINES.slice(1, 4), { columns: 32, opensDrawer: false });
    expect(Buffer.from(bytes).toString('hex')).toMatchInlineSnapshot(
      `"1b401c2e1b4d001b7413202020202020205265636569707420312d312d3030303034320a0d20202020202020202020202020201b4501436f70791b45000a0d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d0a0d0a0d0a0d0a0d0a0d1d56000a0d"`,
    );
  });

  it('begins with the logo, dark where that is dark', async () => {
    // Half of it black and half of it clear: 100 by 50.
    const half = { create: { width: 50, height: 50, channels: 4 as const, background: '#000' } };
    const picture = sharp(half).extend({ right: 50, background: { r: 0, g: 0, b: 0, alpha: 0 } });
    const logo = await printedLogo(await picture.webp({ lossless: true }).toBuffer());
    if (!logo) throw new Error('the logo could not be read');
    const bytes = await escposReceipt([{ kind: 'logo', logo }, ...LINES], { columns: 42, opensDrawer: false });
    expect(printed(bytes)[1]).toBe(`picture of 104 x 56 dots, ${50 * 50} black`);
    const pdf = await pdfReceipt([{ kind: 'logo', logo }, ...LINES], '');
    expect(pdf.toString('latin1')).toContain('/Subtype /Image');
    expect(await htmlReceipt([{ kind: 'logo', logo }], '', 'en')).toContain('<img alt="" src="data:image/png;base64,');
    expect(
      textReceipt([
        { kind: 'logo', logo },
        { kind: 'head', text: 'Store' },
      ]),
    ).toBe('Store\n');
  });

  it('has no logo where that is no picture', async () => {
    expect(await printedLogo(webp(200))).toBeUndefined();
  });

  it('opens no drawer unless that is asked for', async () => {
    expect(printed(await escposReceipt(LINES, { columns: 48, opensDrawer: false }))).not.toContain('drawer');
  });

  it('loses no word and no letter of any text, and no line is wider than the paper', () => {
    assert(
      property(
        record({ text: string({ unit: 'grapheme', maxLength: 300 }), columns: integer({ min: 1, max: 48 }) }),
        ({ text, columns }) => {
          const lines = wrapped(text, columns);
          const plain = text
            .replace(/[\u{10000}-\u{10ffff}]/gu, '?')
            .replace(/[×·…’−]/g, (sign) => (sign === '×' ? 'x' : sign === '…' ? '...' : sign === '’' ? "'" : '-'));
          expect(lines.join('').replace(BLANK, '')).toBe(plain.replace(BLANK, ''));
          for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });

  it('takes whatever people name things, and no name for a command', async () => {
    const names = string({ unit: 'binary', maxLength: 60 }).map((name) => `${name}\x1bp\x00\x19\xfa\x1dV\x00`);
    await assert(
      asyncProperty(array(names, { minLength: 1, maxLength: 5 }), async (texts) => {
        const lines = texts.map((left): ReceiptLine => ({ kind: 'row', left, right: '$1.00' }));
        const said = printed(await escposReceipt(lines, { columns: 42, opensDrawer: false }));
        expect(said.filter((one) => one === 'cut' || one === 'drawer')).toEqual(['cut']);
      }),
      { numRuns: 15 },
    );
  });
});

/** The texts that stand on a PDF's pages, and how many pages there are. */
function readPdf(pdf: Buffer): { pages: number; text: string } {
  const latin = pdf.toString('latin1');
  const streams = [...latin.matchAll(/\/FlateDecode[^>]*>>\s*stream\r?\n/g)].map(({ index, 0: head }) => {
    const from = index + head.length;
    return inflated(pdf.subarray(from, latin.indexOf('endstream', from)));
  });
  const shown = streams.flatMap((stream) => [...stream.matchAll(/\[((?:<[0-9a-f]+>|[-\d. ]+)+)\] TJ/g)]);
  const words = shown.map(([, parts = '']) =>
    [...parts.matchAll(/<([0-9a-f]+)>/g)].map(([, hex = '']) => Buffer.from(hex, 'hex').toString('latin1')).join(''),
  );
  return { pages: [...latin.matchAll(/\/Type \/Page\b(?!s)/g)].length, text: words.join('\n') };
}

function inflated(bytes: Buffer): string {
  try {
    return inflateSync(bytes).toString('latin1');
  } catch {
    return '';
  }
}

describe('a receipt as a PDF', () => {
  it('is one page with all of it, however long it is', async () => {
    const long = Array.from(
      { length: 120 },
      (_, at): ReceiptLine => ({ kind: 'row', left: `Line ${at}`, right: '$1.00' }),
    );
    const { pages, text } = readPdf(await pdfReceipt([...LINES, ...long], 'Receipt 1-1-000042'));
    expect(pages).toBe(1);
    for (const word of ['Licores Ñandú & Sons', 'Line 0', 'Line 119', '$1,999.00']) expect(text).toContain(word);
  });

  it('goes on on another page where one would be longer than a page may be', async () => {
    const lines = Array.from(
      { length: 1300 },
      (_, at): ReceiptLine => ({ kind: 'row', left: `Line ${at}`, right: '$1.00' }),
    );
    const { pages, text } = readPdf(await pdfReceipt(lines, ''));
    expect(pages).toBe(2);
    for (const at of [0, 600, 1299]) expect(text).toContain(`Line ${at}`);
  });

  it('says so where it has no sign for a letter', async () => {
    const { text } = readPdf(await pdfReceipt([{ kind: 'row', left: 'Żubrówka 白酒', right: '€1.00' }], ''));
    expect(text).toContain('?ubrówka ??');
  });
});

describe('a receipt as a page', () => {
  it('shows what people typed, and runs none of it', async () => {
    const html = await htmlReceipt([{ kind: 'row', left: '<script>alert(1)</script>', right: '"$1"' }], 'R & S', 'es');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('<html lang="es">');
    expect(html).not.toContain('<script');
  });
});
