import type { PricedLine } from '@liquor-pos/domain/pricing/priced-basket';
import { useT } from '../../../lib/texts';
import { nearOffers } from '../near-offers';

/** The promotions the basket nearly reaches. */
export function OfferHints({ lines }: { lines: readonly PricedLine[] }) {
  const t = useT();
  return nearOffers(lines).map(({ id, name, count }) => (
    <div key={id} className="hint">
      {t('till.hint', { name, count })}
    </div>
  ));
}
