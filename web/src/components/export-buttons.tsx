import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { saveFile, toCsv } from '../lib/csv';
import { useT } from '../lib/texts';

type Cell = string | number;

interface ExportButtonsProps {
  /** Of the file, without its ending. */
  name: string;
  /** The first is the titles; amounts as plain numbers, which spreadsheets add up. */
  rows(): readonly (readonly Cell[])[];
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** What a table shows, to take along: as text, for a spreadsheet, or on paper. */
export function ExportButtons({ name, rows }: ExportButtonsProps) {
  const t = useT();
  const [pending, setPending] = useState(false);
  const saveXlsx = async () => {
    setPending(true);
    try {
      const { default: writeXlsxFile } = await import('write-excel-file/browser');
      saveFile(`${name}.xlsx`, await writeXlsxFile(sheetOf(rows())).toBlob(), XLSX);
    } finally {
      setPending(false);
    }
  };
  return (
    <Group gap={4} className="unprinted">
      <Button size="sm" variant="default" onClick={() => saveFile(`${name}.csv`, toCsv(rows()), 'text/csv')}>
        {t('reports.csv')}
      </Button>
      <Button size="sm" variant="default" loading={pending} onClick={() => void saveXlsx()}>
        {t('reports.xlsx')}
      </Button>
      <Button size="sm" variant="default" onClick={() => window.print()}>
        {t('reports.print')}
      </Button>
    </Group>
  );
}

function sheetOf([titles = [], ...rows]: readonly (readonly Cell[])[]) {
  return [
    titles.map((value) => ({ value: String(value), fontWeight: 'bold' as const })),
    ...rows.map((row) => row.map((value) => ({ value }))),
  ];
}
