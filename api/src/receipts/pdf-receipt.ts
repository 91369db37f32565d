import { setImmediate } from 'node:timers/promises';
import { toBuffer } from 'bwip-js/node';
import type { ReceiptLine } from './receipt-lines';

const POINTS_PER_MM = 72 / 25.4;
const WIDTH = 80 * POINTS_PER_MM;
const MARGIN = 5 * POINTS_PER_MM;
const INNER = WIDTH - 2 * MARGIN;
const TEXT = 9;
/** Of letters, or as high as a picture may be; in points. */
const SIZES: Readonly<Record<ReceiptLine['kind'], number>> = {
  head: 13,
  strong: 11,
  centred: TEXT,
  small: 8,
  link: 8,
  row: TEXT,
  total: 13,
  rule: TEXT,
  barcode: 40,
  logo: 60,
};
const GAP = 2;
/** No page may be longer (ISO 32000-1, annex C); a receipt that is goes on on another. */
const LONGEST = 14_000;
/** Some 25 mm. */
const QR = 70;
const LINES_AT_ONCE = 50;
/** What a line may take: so much is left at the foot of a page. */
const LAST = 400;

/** What PDF's own fonts have no sign for would stand there as another one. */
const UNPRINTABLE = /[^\u0020-\u007e\u00a0-\u00ff\u20ac\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u2122]/gu;

/** A receipt as one page, as wide as a receipt printer's paper and as long as it needs. */
export async function pdfReceipt(lines: readonly ReceiptLine[], title: string): Promise<Buffer> {
  // Its fonts take a tenth of what a start of the program takes, and few of its commands print anything.
  const { default: PDFDocument } = await import('pdfkit');
  const barcodes = new Map<string, Buffer>();
  for (const line of lines) {
    if (line.kind === 'barcode')
      barcodes.set(line.text, await toBuffer({ bcid: 'code128', text: line.text, scale: 3, height: 10 }));
    if (line.kind === 'link') barcodes.set(line.url, await toBuffer({ bcid: 'qrcode', text: line.url, scale: 4 }));
  }
  // How long the page is, is known when everything stands on it: it is drawn twice.
  const { height, pages } = await draw(new PDFDocument({ size: [WIDTH, LONGEST], margin: 0 }), lines, barcodes);
  const size: [number, number] = [WIDTH, pages > 1 ? LONGEST : height + MARGIN];
  const document = new PDFDocument({ size, margin: 0, info: { Title: title } });
  const chunks: Buffer[] = [];
  const ended = new Promise<void>((resolve, reject) => {
    document.on('data', (chunk: Buffer) => chunks.push(chunk));
    document.on('end', resolve);
    document.on('error', reject);
  });
  await draw(document, lines, barcodes);
  document.end();
  await ended;
  return Buffer.concat(chunks);
}

/** @returns how far down the last of its pages it came */
async function draw(
  document: PDFKit.PDFDocument,
  lines: readonly ReceiptLine[],
  barcodes: ReadonlyMap<string, Buffer>,
): Promise<{ height: number; pages: number }> {
  let y = MARGIN;
  let pages = 1;
  const write = (text: string, width: number, x: number, align: 'left' | 'center' | 'right') => {
    const said = text.replace(UNPRINTABLE, '?');
    // Without a height it would begin a new page where this one ends.
    document.text(said, x, y, { width, align, height: Number.MAX_SAFE_INTEGER });
    return document.heightOfString(said, { width });
  };
  for (const [index, line] of lines.entries()) {
    // Others are served meanwhile.
    if (index % LINES_AT_ONCE === 0) await setImmediate();
    if (y > LONGEST - LAST) {
      document.addPage({ size: [WIDTH, LONGEST], margin: 0 });
      y = MARGIN;
      pages++;
    }
    document.fontSize(SIZES[line.kind]);
    document.font(['head', 'strong', 'total'].includes(line.kind) ? 'Helvetica-Bold' : 'Helvetica');
    switch (line.kind) {
      case 'rule':
        document
          .moveTo(MARGIN, y + GAP)
          .lineTo(WIDTH - MARGIN, y + GAP)
          .lineWidth(0.5)
          .stroke();
        y += 2 * GAP;
        break;
      case 'barcode': {
        const image = barcodes.get(line.text);
        if (image) document.image(image, MARGIN, y + GAP, { fit: [INNER, SIZES.barcode], align: 'center' });
        y += SIZES.barcode + 2 * GAP;
        break;
      }
      case 'link': {
        const image = barcodes.get(line.url);
        y += write(line.text, INNER, MARGIN, 'center') + GAP;
        if (image) document.image(image, MARGIN, y, { fit: [INNER, QR], align: 'center' });
        y += QR + 2 * GAP;
        break;
      }
      case 'logo':
        document.image(line.logo.png, MARGIN, y, { fit: [INNER, SIZES.logo], align: 'center' });
        y += SIZES.logo + 2 * GAP;
        break;
      case 'row':
      case 'total': {
        const amount = document.widthOfString(line.right) + 1;
        write(line.right, INNER, MARGIN, 'right');
        y += write(line.left, INNER - amount - 4, MARGIN, 'left') + GAP;
        break;
      }
      default:
        y += write(line.text, INNER, MARGIN, line.kind === 'small' ? 'left' : 'center') + GAP;
    }
  }
  return { height: y, pages };
}
