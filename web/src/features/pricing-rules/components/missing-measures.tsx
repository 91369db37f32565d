import { Alert } from '@mantine/core';
import { useT } from '../../../lib/texts';
import { useMissingMeasures } from '../api/rules';

const NAMED = 3;

/** Rules that can't be right about some products, because nobody entered their volume or strength: a fault that no till would show. */
export function MissingMeasures() {
  const t = useT();
  const { data } = useMissingMeasures();
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Alert color="warning" title={t('missing.title')}>
      <ul>
        {items.map(({ ruleId, rule, lacks, productsCount, products }) => (
          <li key={`${ruleId}/${lacks}`}>
            {t(`missing.${lacks}`, { rule, count: productsCount })}{' '}
            {products
              .slice(0, NAMED)
              .map(({ name, sku }) => `${name} (${sku})`)
              .join(', ')}
            {productsCount > NAMED && ' …'}
          </li>
        ))}
      </ul>
    </Alert>
  );
}
