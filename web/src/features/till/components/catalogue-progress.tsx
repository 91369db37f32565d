import { Progress, Text } from '@mantine/core';
import type { CatalogueStatus } from '../../../domain/catalogue/catalogue';
import { formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';

/** What is asked for is already something. */
const LEAST_SHOWN = 0.1;

/** The first load of the catalogue; selling by scan works meanwhile, through the server. */
export function CatalogueProgress({ status }: { status: CatalogueStatus }) {
  const t = useT();
  if (status.progress === undefined) return null;
  return (
    <div className="catalogue-progress">
      <Text size="sm" c="dimmed">
        {t('till.loadingCatalogue', { count: formatNumber(status.size) })}
      </Text>
      <Progress value={Math.max(status.progress, LEAST_SHOWN) * 100} striped animated aria-label={t('till.loading')} />
    </div>
  );
}
