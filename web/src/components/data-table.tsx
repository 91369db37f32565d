import { Button, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../lib/texts';

export interface Column<T> {
  title: string;
  cell(item: T): ReactNode;
  numeric?: boolean;
}

interface DataTableProps<T> {
  items: readonly T[];
  columns: readonly Column<T>[];
  rowKey(item: T): string;
  caption: string;
  more?: { hasMore: boolean; loading: boolean; load(): void };
}

/** Rows and columns, with more at the end where the list has pages. */
export function DataTable<T>({ items, columns, rowKey, caption, more }: DataTableProps<T>) {
  const t = useT();
  return (
    <>
      <Table.ScrollContainer minWidth={Math.min(900, 140 * columns.length)}>
        <Table verticalSpacing="xs" highlightOnHover aria-label={caption}>
          <Table.Thead>
            <Table.Tr>
              {columns.map(({ title, numeric }) => (
                <Table.Th key={title} ta={numeric ? 'right' : undefined}>
                  {title}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((item) => (
              <Table.Tr key={rowKey(item)}>
                {columns.map(({ title, cell, numeric }) => (
                  <Table.Td key={title} ta={numeric ? 'right' : undefined}>
                    {cell(item)}
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      {more?.hasMore && (
        <Button mt="sm" size="md" variant="default" loading={more.loading} onClick={more.load}>
          {t('app.more')}
        </Button>
      )}
    </>
  );
}
