import type { ReceiptDocument } from '@liquor-pos/domain/receipts/receipt-document';
import { RECEIPT_LANGUAGES, type ReceiptLanguage } from '@liquor-pos/domain/receipts/receipt-texts';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import { WholeNumber } from '../../http/whole-number';

export const RECEIPT_FORMATS = ['json', 'html', 'pdf', 'escpos'] as const;
export type ReceiptFormat = (typeof RECEIPT_FORMATS)[number];
/** Characters on a line of 58 mm, and of 80 mm by either of the usual fonts. */
export const RECEIPT_COLUMNS = [32, 42, 48] as const;

export class ReceiptQueryDto {
  /** The document itself, a page, a PDF, or bytes for a receipt printer. */
  @IsOptional()
  @IsIn(RECEIPT_FORMATS)
  @ApiPropertyOptional({ enum: RECEIPT_FORMATS, default: 'json' })
  format: ReceiptFormat = 'json';

  @IsOptional()
  @IsIn(RECEIPT_LANGUAGES)
  @ApiPropertyOptional({ enum: RECEIPT_LANGUAGES, default: 'en' })
  language: ReceiptLanguage = 'en';

  /** It was printed before: it says that it is a copy. */
  @IsOptional()
  @IsIn(['true', 'false'])
  copy?: 'true' | 'false';

  /** Of a receipt printer: characters on a line of its paper. */
  @IsOptional()
  @WholeNumber()
  @IsIn(RECEIPT_COLUMNS)
  @ApiPropertyOptional({ enum: RECEIPT_COLUMNS, default: 48 })
  columns: (typeof RECEIPT_COLUMNS)[number] = 48;

  /** Of a receipt printer: opens the drawer that is connected to it. */
  @IsOptional()
  @IsIn(['true', 'false'])
  drawer?: 'true' | 'false';
}

export class ReceiptRowDto {
  name: string;
  amountCents: number;
}

export class ReceiptItemDto extends ReceiptRowDto {
  detail: string;
  discounts: ReceiptRowDto[];

  /** Of a gift card: what its buyer pays with. */
  code: string | null;
}

export class ReceiptPaymentDto extends ReceiptRowDto {
  detail: string;

  /** Of store credit that was given. */
  code: string | null;
}

export class ReceiptDto implements ReceiptDocument {
  organizationName: string;
  head: string[];
  number: string;
  made: string;
  marks: string[];
  items: ReceiptItemDto[];
  sums: ReceiptRowDto[];
  total: ReceiptRowDto;
  payments: ReceiptPaymentDto[];
  notes: string[];
  foot: string[];
  barcode: string | null;
}
