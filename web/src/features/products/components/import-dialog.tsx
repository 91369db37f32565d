import { Alert, Button, FileInput, Group, Stack, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import { useThisRegister } from '../../../domain/this-register';
import { saveFile } from '../../../lib/csv';
import { formatNumber } from '../../../lib/format';
import { type TextKey, useT } from '../../../lib/texts';
import { useOnce } from '../../../lib/use-once';
import { useProfile } from '../../session/session';
import { type ImportReport, useImportProducts, useOpeningStock } from '../api/products';
import {
  guessed,
  type Mapping,
  mappedCsv,
  missingIn,
  type ProductFile,
  readProductFile,
  template,
  withColumn,
} from '../product-file';
import { ImportColumns } from './import-columns';
import { ImportPreview } from './import-preview';

interface Chosen {
  file: ProductFile;
  mapping: Mapping;
}

/** A file is first looked through: what its columns are, what would land, and which lines would not and why. */
export function ImportDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const { place } = useThisRegister(useProfile().organization.id);
  const [picked, setPicked] = useState<File | null>(null);
  const [chosen, setChosen] = useState<Chosen>();
  const [unreadable, setUnreadable] = useState(false);
  const [takesStock, setTakesStock] = useState(true);
  const preview = useImportProducts();
  const landing = useImportProducts();
  const opening = useOpeningStock();
  const report = landing.data ?? preview.data;
  const hasStock = chosen?.mapping.includes('stock') ?? false;

  const look = (next: Chosen) => {
    setChosen(next);
    preview.reset();
    if (missingIn(next.mapping).length === 0) preview.mutate({ csv: mappedCsv(next.file, next.mapping), dryRun: true });
  };
  const pick = async (file: File | null) => {
    setPicked(file);
    setChosen(undefined);
    setUnreadable(false);
    for (const write of [preview, landing, opening]) write.reset();
    if (!file) return;
    try {
      const read = await readProductFile(file);
      look({ file: read, mapping: guessed(read) });
    } catch {
      setUnreadable(true);
    }
  };
  const once = useOnce();
  const land = ({ file, mapping }: Chosen) =>
    once(async (ended) => {
      const csv = mappedCsv(file, mapping);
      try {
        await landing.mutateAsync({ csv, dryRun: false });
        if (hasStock && takesStock) await opening.mutateAsync({ csv, storeId: place?.store.id });
      } catch {
        // Both say themselves what went wrong.
      } finally {
        ended();
      }
    });
  const isLanding = landing.isPending || opening.isPending;

  return (
    <Dialog
      title={t('products.import')}
      size="xl"
      // Who left now would not know what landed, and the stock would not be set.
      onClose={() => !isLanding && onClose()}
    >
      <Stack>
        <Group align="end">
          <FileInput
            size="md"
            flex={1}
            label={t('import.file')}
            description={t('import.fileHint')}
            accept=".csv,.txt,.tsv,.xlsx,text/csv"
            value={picked}
            onChange={(file) => void pick(file)}
          />
          <Button size="md" variant="default" onClick={() => saveFile('products-template.csv', template(), 'text/csv')}>
            {t('import.template')}
          </Button>
        </Group>
        {unreadable && <Alert color="refused">{t('import.unreadable')}</Alert>}
        {chosen && !landing.data && (
          <ImportColumns
            file={chosen.file}
            mapping={chosen.mapping}
            onChange={(at, column) => look({ ...chosen, mapping: withColumn(chosen.mapping, at, column) })}
          />
        )}
        <ProblemAlert error={preview.error ?? landing.error} />
        {report && (
          <Alert role="status">
            {t(textOfReport(report, landing.data !== undefined), {
              created: report.created,
              updated: report.updated,
              rejected: report.rejected.length,
            })}
          </Alert>
        )}
        {opening.data && (
          <Alert role="status">
            {t('import.stockTaken', {
              products: formatNumber(opening.data.products),
              units: formatNumber(opening.data.units),
              rejected: opening.data.rejected.length,
            })}
          </Alert>
        )}
        {opening.error && (
          <>
            <ProblemAlert error={opening.error} />
            <Text>{t('import.stockFailed')}</Text>
          </>
        )}
        {chosen && report && <ImportPreview file={chosen.file} mapping={chosen.mapping} rejected={report.rejected} />}
        {hasStock && !landing.data && (
          <Switch
            size="md"
            label={t('import.takesStock', { store: place?.store.name ?? '' })}
            description={t('import.takesStockHint')}
            checked={takesStock}
            onChange={(event) => setTakesStock(event.currentTarget.checked)}
          />
        )}
        <Group justify="flex-end">
          {landing.data ? (
            <Button size="md" loading={opening.isPending} onClick={onClose}>
              {t('app.close')}
            </Button>
          ) : (
            <Button
              size="md"
              disabled={
                !preview.data || (preview.data.created + preview.data.updated === 0 && !(hasStock && takesStock))
              }
              loading={preview.isPending || landing.isPending}
              onClick={() => chosen && land(chosen)}
            >
              {t('import.land')}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}

function textOfReport({ created, updated, rejected }: ImportReport, landed: boolean): TextKey {
  if (created + updated + rejected.length === 0) return 'import.unchanged';
  return landed ? 'import.landed' : 'import.wouldLand';
}
