/** A line as it was sold, with what is shown of it. */
export interface ChargedLine {
  grossCents: number;
  discounts: readonly { amountCents: number }[];
  deposits: readonly { amountCents: number }[];
  taxes: readonly { amountCents: number; inclusive: boolean }[];
  totalCents: number;
}

/** What the prices and deposits of some lines contain of taxes that the customer is exempt from, in cents: it is not paid. */
export function taxNotCharged(lines: readonly ChargedLine[]): number {
  return lines.reduce((all, { grossCents, discounts, deposits, taxes, totalCents }) => {
    const onTop = taxes.filter(({ inclusive }) => !inclusive);
    return all + grossCents - sum(discounts) + sum(deposits) + sum(onTop) - totalCents;
  }, 0);
}

function sum(entries: readonly { amountCents: number }[]): number {
  return entries.reduce((all, { amountCents }) => all + amountCents, 0);
}
