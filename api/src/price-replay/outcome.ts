import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import type { Sale } from '../ledger/documents/sale.schema';
import type {
  PriceReplayDto,
  PriceReplayResultDto,
  ReplayedReceiptDto,
  ReplayFiguresDto,
} from './dto/price-replay.dto';

const MOST_RECEIPTS = 200;

/** Adds up what sales cost one way and the other. */
export class Outcome {
  private readonly before = nothing();
  private readonly after = nothing();
  private touchedCount = 0;
  private leftOutCount = 0;
  private receipts: ReplayedReceiptDto[] = [];

  constructor(
    private readonly asked: PriceReplayDto,
    private readonly salesCount: number,
  ) {}

  add(sale: Sale, before: PricedBasket, after: PricedBasket): void {
    const { costCents } = sale.totals;
    addTo(this.before, before, costCents);
    addTo(this.after, after, costCents);
    const [beforeCents, afterCents] = [before.totals.totalCents, after.totals.totalCents];
    if (beforeCents === afterCents && before.totals.taxCents === after.totals.taxCents) return;
    this.touchedCount++;
    const { _id: saleId, receiptNumber, businessDate } = sale;
    this.receipts.push({ saleId, receiptNumber, businessDate, beforeCents, afterCents });
    if (this.receipts.length >= 2 * MOST_RECEIPTS) this.receipts = mostChanged(this.receipts);
  }

  leaveOut(): void {
    this.leftOutCount++;
  }

  result(): PriceReplayResultDto {
    const { from, to } = this.asked;
    const { salesCount, touchedCount, leftOutCount, before, after } = this;
    return { from, to, salesCount, touchedCount, leftOutCount, before, after, receipts: mostChanged(this.receipts) };
  }
}

function nothing(): ReplayFiguresDto {
  return { discountCents: 0, netCents: 0, depositCents: 0, taxCents: 0, totalCents: 0, marginCents: 0 };
}

function addTo(sums: ReplayFiguresDto, { totals }: PricedBasket, costCents: number): void {
  sums.discountCents += totals.discountCents;
  sums.netCents += totals.netCents;
  sums.depositCents += totals.depositCents;
  sums.taxCents += totals.taxCents;
  sums.totalCents += totals.totalCents;
  sums.marginCents += totals.netCents - costCents;
}

function mostChanged(receipts: readonly ReplayedReceiptDto[]): ReplayedReceiptDto[] {
  const change = ({ beforeCents, afterCents }: ReplayedReceiptDto) => Math.abs(afterCents - beforeCents);
  return [...receipts].sort((a, b) => change(b) - change(a)).slice(0, MOST_RECEIPTS);
}
