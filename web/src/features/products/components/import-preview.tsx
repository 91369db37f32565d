import { CSV_COLUMNS, type CsvColumn } from '@liquor-pos/domain/catalogue/product-file';
import { Switch } from '@mantine/core';
import { useState } from 'react';
import { DataTable } from '../../../components/data-table';
import type { Schemas } from '../../../lib/api-client';
import { useProblemText } from '../../../lib/problem-text';
import { useT } from '../../../lib/texts';
import type { Mapping, ProductFile } from '../product-file';

type Rejected = Schemas['RejectedRowDto'];

interface ImportPreviewProps {
  file: ProductFile;
  mapping: Mapping;
  rejected: readonly Rejected[];
}

interface Line {
  row: number;
  cells: readonly string[];
}

const SHOWN_AT_ONCE = 50;

/** Every line as it will land, and in words why one will not. */
export function ImportPreview({ file, mapping, rejected }: ImportPreviewProps) {
  const t = useT();
  const { faultOf } = useProblemText();
  const [onlyRejected, setOnlyRejected] = useState(false);
  const [most, setMost] = useState(SHOWN_AT_ONCE);
  const faults = new Map(rejected.map(({ row, errors }) => [row, errors]));
  // The first line of the file is its names.
  const all = file.rows
    .map((cells, index) => ({ row: index + 2, cells }))
    .filter(({ cells }) => cells.some((cell) => cell.trim()));
  const shown = onlyRejected ? all.filter(({ row }) => faults.has(row)) : all;
  const columns = mapping.flatMap((column, at) => (column ? [{ column, at }] : []));
  const why = (row: number) =>
    (faults.get(row) ?? [])
      .map(faultOf)
      .map(({ path, message }) => `${isColumn(path) ? t(`column.${path}`) : path}: ${message}`)
      .join('; ');
  return (
    <>
      {rejected.length > 0 && (
        <Switch
          label={t('import.onlyRejected')}
          checked={onlyRejected}
          onChange={(event) => setOnlyRejected(event.currentTarget.checked)}
        />
      )}
      <DataTable
        caption={t('import.lines')}
        items={shown.slice(0, most)}
        more={{ hasMore: shown.length > most, loading: false, load: () => setMost(most + SHOWN_AT_ONCE) }}
        rowKey={({ row }) => String(row)}
        columns={[
          { title: t('import.line'), numeric: true, cell: ({ row }) => row },
          { title: t('import.why'), cell: ({ row }) => <span className="import-why">{why(row)}</span> },
          ...columns.map(({ column, at }) => ({
            title: t(`column.${column}`),
            cell: ({ cells }: Line) => <span className="cell-short">{cells[at]}</span>,
          })),
        ]}
      />
    </>
  );
}

function isColumn(path: string): path is CsvColumn {
  return (CSV_COLUMNS as readonly string[]).includes(path);
}
