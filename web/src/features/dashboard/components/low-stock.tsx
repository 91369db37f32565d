import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import type { Schemas } from '../../../lib/api-client';
import { formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';

/** What is at its reorder point, or below. */
export function LowStock({ items }: { items: readonly Schemas['BalanceDto'][] }) {
  const t = useT();
  return (
    <ul className="bars">
      {items.map(({ productId, name, volumeMl, onHand, reorderPoint }) => (
        <li key={productId}>
          <span className="bar-label">{nameWithSize(name, volumeMl)}</span>
          <span className="bar-note">{t('dashboard.reorderAt', { count: reorderPoint ?? 0 })}</span>
          <strong data-low={onHand <= 0 || undefined}>{formatNumber(onHand)}</strong>
        </li>
      ))}
    </ul>
  );
}
