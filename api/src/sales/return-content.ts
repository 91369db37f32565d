import { cents, sumCents } from '@liquor-pos/domain/money/money';
import { NOTHING_REFUNDED } from '@liquor-pos/domain/returns/refund';
import type { Actor } from '../access/actor';
import { newStoredValueCode } from '../ledger/books/stored-value/stored-value-code';
import type { CountedUse, Sale, SaleLine, SaleTender } from '../ledger/documents/sale.schema';
import { minus, negatedLine, netTenders, pickFigures, shareByTender } from '../ledger/documents/sale-figures';
import type { EntryContent } from '../ledger/ledger';
import { approvalsOf } from './hand-changes';

interface ReturnContent {
  actor: Actor;
  at: Date;
  /** The sale it is of; null where nobody knows. */
  of: string | null;
  /** What comes back, and how the money goes back, as positive figures. */
  lines: readonly SaleLine[];
  tenders: readonly SaleTender[];
  reason: string | null;
  /** What was counted of the sale, that is not any more. */
  counted: CountedUse[];
  /** By what it was priced, and for whom. */
  priced: Pick<Sale, 'rulesVersion' | 'customer' | 'cashRounding'>;
}

/** The document of a return: every figure of what comes back, negated. Credit comes on a new code. */
export function returnContent({
  actor,
  at,
  of,
  lines: taken,
  tenders: paidBack,
  reason,
  counted,
  priced,
}: ReturnContent): EntryContent {
  const lines = taken.map(negatedLine);
  const totals = totalsOf(lines);
  const tenders = paidBack.map(givenBack);
  const changeCents = cents(0);
  const { rulesVersion, customer, cashRounding } = priced;
  return {
    kind: 'return',
    voids: null,
    returnOf: of,
    at,
    lines,
    empties: [],
    giftCards: [],
    accountPayments: [],
    totals,
    tenders,
    changeCents,
    roundingCents: cents(sumCents(tenders.map(({ amountCents }) => amountCents)) - totals.totalCents),
    tenderShares: shareByTender(totals, netTenders(tenders, changeCents), lines),
    ...{ rulesVersion, customer, cashRounding },
    counted,
    ageCheck: null,
    refunded: NOTHING_REFUNDED,
    reason,
    flags: [],
    approvals: approvalsOf(actor),
    voided: null,
  };
}

/** What negated lines add up to. */
function totalsOf(lines: readonly SaleLine[]): Sale['totals'] {
  const sum = (figure: (line: SaleLine) => number) => cents(lines.reduce((total, line) => total + figure(line), 0));
  return pickFigures({
    units: sum((line) => line.units) as number as SaleLine['units'],
    grossCents: sum((line) => line.grossCents),
    discountCents: sum((line) => line.discountCents),
    netCents: sum((line) => line.netCents),
    depositCents: sum((line) => line.depositCents),
    taxCents: sum((line) => line.taxCents),
    totalCents: sum((line) => line.totalCents),
    costCents: sum((line) => line.costCents),
    giftCardCents: cents(0),
    accountPaymentCents: cents(0),
  });
}

/** As a return's document has it; credit comes on a new code. */
function givenBack(tender: SaleTender): SaleTender {
  const code = tender.type === 'store_credit' ? { code: tender.code ?? newStoredValueCode() } : {};
  return { ...tender, ...code, amountCents: minus(tender.amountCents) };
}
