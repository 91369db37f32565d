import type { Sale } from '../ledger/documents/sale.schema';
import type { HouseAccountDto, StatementDto, StatementEntryDto } from './dto/house-account.dto';

/** A sale, return or void, as far as an account is concerned. */
type OnAccount = Pick<
  Sale,
  '_id' | 'kind' | 'at' | 'businessDate' | 'receiptNumber' | 'tenders' | 'accountPayments' | 'voids'
>;

type Entry = Omit<StatementEntryDto, 'owedCents'>;

/** What each of some sales changed in what an account owes; what bought on it and paid it at once is two. */
export function entriesOf(code: string, sales: readonly OnAccount[]): Entry[] {
  return sales.flatMap((sale) => {
    const { at, businessDate, receiptNumber, kind, voids } = sale;
    const about = { at, businessDate, receiptNumber, saleId: voids ?? sale._id };
    const bought = sale.tenders.filter((tender) => tender.type === 'house_account' && tender.code === code);
    const paid = sale.accountPayments.filter((payment) => payment.code === code);
    const undone = kind === 'sale' ? undefined : kind;
    return [
      ...bought.map(({ amountCents, reference = null }) => {
        return { ...about, kind: undone ?? ('purchase' as const), reference, amountCents };
      }),
      ...paid.map(({ amountCents }) => {
        const paidCents = amountCents === 0 ? 0 : -amountCents;
        return { ...about, kind: undone ?? ('payment' as const), reference: null, amountCents: paidCents };
      }),
    ];
  });
}

/** @param entries all since the first day, in their order: what is owed now is known, and what was owed before follows */
export function toStatement(
  account: HouseAccountDto,
  { from, to }: { from: string; to: string },
  entries: readonly Entry[],
): StatementDto {
  const openingCents = account.owedCents - sumOf(entries);
  let owedCents = openingCents;
  const ofPeriod = entries
    .filter(({ businessDate }) => businessDate <= to)
    .map((entry) => {
      owedCents += entry.amountCents;
      return { ...entry, owedCents };
    });
  return { account, from, to, openingCents, entries: ofPeriod, closingCents: owedCents };
}

function sumOf(entries: readonly Entry[]): number {
  return entries.reduce((sum, { amountCents }) => sum + amountCents, 0);
}
