import { useT } from '../../../lib/texts';
import type { LimitToTell } from '../basket';

const TEXTS = { customer_needed: 'till.limitForCustomer', too_many: 'till.limitReached' } as const;

/** What is allocated, told while the customer is choosing, not when they pay. */
export function LimitHints({ limits }: { limits: readonly LimitToTell[] }) {
  const t = useT();
  return limits.map(({ id, name, most, fault }) => (
    <div key={id} className="hint" role="status">
      {t(TEXTS[fault], { name, count: most })}
    </div>
  ));
}
