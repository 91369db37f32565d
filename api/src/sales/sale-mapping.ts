import type { SaleDto } from './dto/sale.dto';
import type { Sale, SaleLine } from './sale.schema';

/** A sale as everyone may see it: without what it cost the store. */
export function toSale(sale: Sale): SaleDto {
  const { costCents, ...totals } = sale.totals;
  return {
    id: sale._id,
    receiptNumber: sale.receiptNumber,
    storeId: sale.storeId.toString(),
    registerId: sale.registerId.toString(),
    cashierId: sale.cashierId.toString(),
    cashierName: sale.cashierName,
    at: sale.at,
    businessDate: sale.businessDate,
    status: sale.voided ? 'voided' : 'completed',
    kind: sale.kind === 'return' ? 'return' : 'sale',
    returnOf: sale.returnOf ?? null,
    lines: sale.lines.map(toLine),
    empties: sale.empties ?? [],
    totals,
    totalCents: totals.totalCents,
    tenders: sale.tenders,
    changeCents: sale.changeCents,
    roundingCents: sale.roundingCents ?? 0,
    rulesVersion: sale.rulesVersion ?? 0,
    customer: sale.customer ?? null,
    reason: sale.reason ?? null,
    flags: sale.flags,
    voided: sale.voided && { ...sale.voided, userId: sale.voided.userId.toString() },
  };
}

/** Lines sold before taxes, deposits and promotions were kept have none. */
const PLAIN = { includedTaxCents: 0, discounts: [], deposits: [], taxes: [], returnedQuantity: 0 };

function toLine({ costCents, productId, ...line }: SaleLine) {
  return { ...PLAIN, ...line, productId: productId.toString() };
}
