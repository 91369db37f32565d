import type { PricedBasket } from '@liquor-pos/domain/pricing/priced-basket';
import { taxNotCharged } from '@liquor-pos/domain/receipts/tax-not-charged';
import type { Translate } from '../../lib/texts';

export interface Sum {
  name: string;
  amountCents: number;
}

/** What a sale's total is made of besides its lines, each deposit and tax once, as its receipt will have them. */
export function sumsOfSale({ lines, empties, totals }: PricedBasket, t: Translate): Sum[] {
  const taxes = lines.flatMap((line) => line.taxes);
  const notChargedCents = taxNotCharged(lines);
  return [
    ...summed(lines.flatMap((line) => line.deposits)),
    ...empties.map(({ name, count, amountCents }) => ({ name: t('empties.line', { name, count }), amountCents })),
    ...summed(
      taxes.map(({ name, amountCents, inclusive }) => ({
        name: inclusive ? t('till.included', { name }) : name,
        amountCents,
      })),
    ),
    ...(notChargedCents === 0 ? [] : [{ name: t('till.taxNotCharged'), amountCents: -notChargedCents }]),
    ...(totals.giftCardCents > 0 ? [{ name: t('giftCard.line'), amountCents: totals.giftCardCents }] : []),
    ...(totals.accountPaymentCents > 0 ? [{ name: t('account.line'), amountCents: totals.accountPaymentCents }] : []),
  ];
}

function summed(sums: readonly Sum[]): Sum[] {
  const byName = new Map<string, number>();
  for (const { name, amountCents } of sums) byName.set(name, (byName.get(name) ?? 0) + amountCents);
  return [...byName].map(([name, amountCents]) => ({ name, amountCents }));
}
