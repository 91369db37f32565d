import { Alert, Button, FileInput, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import { useProblemText } from '../../../lib/problem-text';
import { useT } from '../../../lib/texts';
import { useImportProducts } from '../api/products';

const MOST_SHOWN = 100;

/** A file is first looked through: what would land, and which lines would not and why. */
export function ImportDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const { faultOf } = useProblemText();
  const [file, setFile] = useState<File | null>(null);
  const preview = useImportProducts();
  const landing = useImportProducts();
  const report = landing.data ?? preview.data;

  const choose = (chosen: File | null) => {
    setFile(chosen);
    landing.reset();
    preview.reset();
    if (chosen) preview.mutate({ file: chosen, dryRun: true });
  };

  return (
    <Dialog title={t('products.import')} onClose={onClose}>
      <Stack>
        <FileInput size="md" label={t('import.file')} accept=".csv,text/csv" value={file} onChange={choose} />
        <ProblemAlert error={preview.error ?? landing.error} />
        {report && (
          <Alert color={landing.data ? 'teal' : 'blue'} role="status">
            {t(landing.data ? 'import.landed' : 'import.wouldLand', {
              created: report.created,
              updated: report.updated,
              rejected: report.rejected.length,
            })}
          </Alert>
        )}
        {report && report.rejected.length > 0 && (
          <Table aria-label={t('import.rejected')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('import.line')}</Table.Th>
                <Table.Th>{t('import.why')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {report.rejected.slice(0, MOST_SHOWN).map(({ row, errors }) => (
                <Table.Tr key={row}>
                  <Table.Td>{row}</Table.Td>
                  <Table.Td>
                    {errors.map(faultOf).map(({ path, message }) => (
                      <Text key={path} size="sm">
                        {path}: {message}
                      </Text>
                    ))}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
        <Group justify="flex-end">
          {landing.data ? (
            <Button size="md" onClick={onClose}>
              {t('app.close')}
            </Button>
          ) : (
            <Button
              size="md"
              disabled={!file || !preview.data || preview.data.created + preview.data.updated === 0}
              loading={preview.isPending || landing.isPending}
              onClick={() => file && landing.mutate({ file, dryRun: false })}
            >
              {t('import.land')}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  );
}
