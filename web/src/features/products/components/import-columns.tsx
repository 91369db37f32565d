import { Text } from '@mantine/core';
import { useT } from '../../../lib/texts';
import { FILE_COLUMNS, type FileColumn, type Mapping, missingIn, type ProductFile } from '../product-file';

interface ImportColumnsProps {
  file: ProductFile;
  mapping: Mapping;
  onChange(at: number, column: FileColumn | undefined): void;
}

/** Which of the file's columns is what: guessed by their names, and said by whoever knows better. */
export function ImportColumns({ file, mapping, onChange }: ImportColumnsProps) {
  const t = useT();
  const missing = missingIn(mapping);
  return (
    <details className="import-columns" open={missing.length > 0}>
      <summary>{t('import.columns')}</summary>
      {missing.length > 0 && (
        <Text c="var(--warning-text)" role="alert">
          {t('import.missing', { columns: missing.map((column) => t(`column.${column}`)).join(', ') })}
        </Text>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too */}
      <section className="table-box import-table" aria-label={t('import.columns')} tabIndex={0}>
        <table className="table" aria-label={t('import.columns')}>
          <thead>
            <tr>
              <th scope="col">{t('import.inFile')}</th>
              <th scope="col">{t('import.example')}</th>
              <th scope="col">{t('import.is')}</th>
            </tr>
          </thead>
          <tbody>
            {file.names.map((name, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is where it stands; two may have one name
              <tr key={at}>
                <td>{name}</td>
                <td>
                  <span className="cell-short">{exampleOf(file, at)}</span>
                </td>
                <td>
                  <select
                    className="cell-select"
                    aria-label={t('import.isNamed', { name })}
                    value={mapping[at] ?? ''}
                    onChange={(event) =>
                      onChange(at, (event.currentTarget.value || undefined) as FileColumn | undefined)
                    }
                  >
                    <option value="">{t('import.passedOver')}</option>
                    {FILE_COLUMNS.map((column) => (
                      <option key={column} value={column}>
                        {t(`column.${column}`)}
                      </option>
                    ))}
                  </select>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}

/** The first that says anything. */
function exampleOf({ rows }: ProductFile, at: number): string {
  return rows.find((row) => (row[at] ?? '').trim() !== '')?.[at] ?? '';
}
