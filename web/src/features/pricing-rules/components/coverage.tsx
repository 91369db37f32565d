import type { Selector } from '@liquor-pos/domain/pricing/rules';
import { Alert, Checkbox, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useCatalogue, useCatalogueStatus } from '../../../domain/catalogue/use-catalogue';
import { formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';

interface CoverageProps {
  selector: Selector;
  /** That the whole store is meant. */
  sure: boolean;
  onSure(sure: boolean): void;
}

/** Whether nothing narrows a rule down. */
export function isWholeStore(selector: Selector): boolean {
  return Object.values(selector).every((value) => value === null || (Array.isArray(value) && value.length === 0));
}

/** What a rule would be on, said before it is saved: so many products, none at all, or the whole store. */
export function Coverage({ selector, sure, onSure }: CoverageProps) {
  const t = useT();
  const catalogue = useCatalogue(useProfile().organization.id);
  const { revision, size } = useCatalogueStatus(catalogue);
  const { data: covered } = useQuery({
    queryKey: ['catalogue-covered', selector, revision, size],
    queryFn: () => catalogue.covered(selector),
  });
  if (isWholeStore(selector)) {
    return (
      <Alert color="warning">
        {t('coverage.all')}
        <Checkbox
          mt="xs"
          label={t('coverage.sure')}
          checked={sure}
          onChange={(event) => onSure(event.currentTarget.checked)}
        />
      </Alert>
    );
  }
  if (!covered) return null;
  if (covered.count === 0) return <Alert color="warning">{t('coverage.none')}</Alert>;
  return (
    <Text size="sm" c="dimmed" role="status">
      {t('coverage.some', {
        count: covered.count === 1 ? 1 : formatNumber(covered.count),
        names: covered.names.join(', ') + (covered.count > covered.names.length ? ' …' : ''),
      })}
    </Text>
  );
}
