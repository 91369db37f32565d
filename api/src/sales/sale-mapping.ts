import { TENDER_NAMES } from '@liquor-pos/domain/tenders/tender-names';
import type { AccountPayment, Sale, SaleLine, SoldGiftCard } from '../ledger/documents/sale.schema';
import type { SaleDto, SoldLineDto } from './dto/sale.dto';

/** A sale as everyone may see it: without what it cost the store. */
export function toSale(sale: Sale): SaleDto {
  const { costCents, ...totals } = sale.totals;
  return {
    id: sale._id,
    receiptNumber: sale.receiptNumber,
    storeId: sale.storeId.toString(),
    registerId: sale.registerId.toString(),
    shiftId: sale.shiftId,
    cashierId: sale.cashierId.toString(),
    cashierName: sale.cashierName,
    at: sale.at,
    businessDate: sale.businessDate,
    status: sale.voided ? 'voided' : 'completed',
    kind: sale.kind === 'return' ? 'return' : 'sale',
    returnOf: sale.returnOf,
    lines: [
      ...sale.lines.map(toLine),
      ...sale.giftCards.map(toGiftCardLine),
      ...sale.accountPayments.map(toAccountPaymentLine),
    ],
    empties: sale.empties,
    totals,
    totalCents: totals.totalCents,
    tenders: sale.tenders,
    changeCents: sale.changeCents,
    roundingCents: sale.roundingCents,
    rulesVersion: sale.rulesVersion,
    customer: sale.customer,
    reason: sale.reason,
    flags: sale.flags,
    approvals: sale.approvals.map(({ permission, by }) => ({ permission, by: { ...by, id: by.id.toString() } })),
    voided: sale.voided && { ...sale.voided, userId: sale.voided.userId.toString() },
  };
}

function toLine({ costCents, productId, ...line }: SaleLine) {
  return { ...line, productId: productId.toString(), disposition: line.disposition ?? null };
}

/** Behind the goods, so that those keep the places that returns name them by. */
function toGiftCardLine(giftCard: SoldGiftCard): SoldLineDto {
  return { ...lineOfNoGoods(TENDER_NAMES.en.gift_card, giftCard.amountCents), giftCard };
}

function toAccountPaymentLine(accountPayment: AccountPayment): SoldLineDto {
  return { ...lineOfNoGoods(accountPayment.name, accountPayment.amountCents), accountPayment };
}

function lineOfNoGoods(name: string, amountCents: number): SoldLineDto {
  const nothing = { grossCents: 0, discountCents: 0, includedTaxCents: 0, netCents: 0, depositCents: 0, taxCents: 0 };
  return {
    ...{
      productId: '',
      sku: '',
      name,
      brand: null,
      category: null,
      vendor: null,
      volumeMl: null,
    },
    ...{ packId: '', packName: '', unitsPerPack: 0, units: 0, quantity: 1, unitPriceCents: amountCents },
    ...nothing,
    totalCents: amountCents,
    ...{ discounts: [], deposits: [], taxes: [], trace: [] },
    ...{ ebtCents: 0, returnedQuantity: 0, disposition: null },
  };
}
