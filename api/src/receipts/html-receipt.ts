import { toBuffer } from 'bwip-js/node';
import { escapedHtml } from '../http/escaped-html';
import type { ReceiptLine } from './receipt-lines';

const STYLE =
  'body{overflow-wrap:anywhere;margin:0 auto;padding:12px;width:72mm;font:14px/1.4 system-ui,sans-serif;color:#111;background:#fff}' +
  'div{margin:2px 0}.c{text-align:center;white-space:pre-line}.b{font-weight:700}.s{font-size:12px;color:#555}' +
  '.r{display:flex;justify-content:space-between;gap:12px}.r span:last-child{white-space:nowrap}' +
  '.t{font-weight:700;font-size:18px}img{display:block;margin:8px auto;max-width:100%}hr{border:0;border-top:1px solid #999}';

/** A receipt as a page of its own, with nothing to be fetched. */
export async function htmlReceipt(lines: readonly ReceiptLine[], title: string, language: string): Promise<string> {
  const body: string[] = [];
  for (const line of lines) body.push(await elementOf(line));
  return [
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escapedHtml(title)}</title>`,
    `<meta name="viewport" content="width=device-width"><style>${STYLE}</style></head><body>`,
    ...body,
    '</body></html>\n',
  ].join('\n');
}

async function elementOf(line: ReceiptLine): Promise<string> {
  switch (line.kind) {
    case 'rule':
      return '<hr>';
    case 'barcode': {
      const png = await toBuffer({ bcid: 'code128', text: line.text, scale: 2, height: 10 });
      return `<img alt="${escapedHtml(line.text)}" src="data:image/png;base64,${png.toString('base64')}">`;
    }
    case 'logo':
      return `<img alt="" src="data:image/png;base64,${line.logo.png.toString('base64')}" style="max-height:80px">`;
    case 'row':
    case 'total':
      return `<div class="r${line.kind === 'total' ? ' t' : ''}"><span>${escapedHtml(line.left)}</span><span>${escapedHtml(line.right)}</span></div>`;
    case 'link':
      return `<div class="c"><a href="${escapedHtml(line.url)}">${escapedHtml(line.text)}</a></div>`;
    case 'small':
      return `<div class="s">${escapedHtml(line.text)}</div>`;
    default:
      return `<div class="c${line.kind === 'centred' ? '' : ' b'}">${escapedHtml(line.text)}</div>`;
  }
}
