import type { ReceiptLine } from './receipt-lines';

/** A receipt as a mail's plain text: for readers that show nothing else. */
export function textReceipt(lines: readonly ReceiptLine[]): string {
  return `${lines.flatMap(textOf).join('\n')}\n`;
}

function textOf(line: ReceiptLine): string | [] {
  switch (line.kind) {
    case 'logo':
      return [];
    case 'rule':
      return '---';
    case 'row':
    case 'total':
      return `${line.left}: ${line.right}`;
    case 'link':
      return `${line.text}: ${line.url}`;
    case 'small':
      return `  ${line.text}`;
    default:
      return line.text;
  }
}
