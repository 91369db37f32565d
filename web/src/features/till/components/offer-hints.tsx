import type { PricedLine } from '@liquor-pos/domain/pricing/price-basket';
import { useT } from '../../../lib/texts';

/** A customer two bottles short of a discount wants to know. */
const NEAR_UNITS = 3;
const MOST_SHOWN = 3;

/** The promotions the basket nearly reaches. */
export function OfferHints({ lines }: { lines: readonly PricedLine[] }) {
  const t = useT();
  const near = new Map<string, { name: string; count: number }>();
  for (const { rule, ruleId, name, missingUnits } of lines.flatMap((line) => line.trace)) {
    if (rule !== 'promotion' || !ruleId || missingUnits === null || missingUnits > NEAR_UNITS) continue;
    near.set(ruleId, { name, count: missingUnits });
  }
  return [...near].slice(0, MOST_SHOWN).map(([id, hint]) => (
    <div key={id} className="hint">
      {t('till.hint', hint)}
    </div>
  ));
}
