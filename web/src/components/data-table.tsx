import { Button } from '@mantine/core';
import { type MouseEvent, type ReactNode, useState } from 'react';
import { useT } from '../lib/texts';
import { type RowAction, RowActions } from './row-actions';

export interface Column<T> {
  title: string;
  /** By which it is remembered that somebody hid it; one without stays. */
  id?: string;
  cell(item: T): ReactNode;
  /** What the rows can be put in order by; for lists that are there as a whole. */
  sort?(item: T): string | number | null;
  numeric?: boolean;
}

/** Rows that are chosen, for what is done to many at once. */
export interface Selection {
  chosen: ReadonlySet<string>;
  onChange(chosen: ReadonlySet<string>): void;
}

interface DataTableProps<T> {
  items: readonly T[];
  columns: readonly Column<T>[];
  rowKey(item: T): string;
  caption: string;
  /** The first is what a click on the row does. */
  actions?(item: T): readonly RowAction[];
  selection?: Selection;
  /** What a row is called, for who hears the page. */
  nameOf?(item: T): string;
  /** What all rows come to; it stays at the foot, however they are ordered. */
  total?: T;
  more?: { hasMore: boolean; loading: boolean; load(): void };
}

/** Said outright: on a phone its rows are drawn as cards, and a browser takes what is drawn otherwise for no table. */
const IS = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  cell: { role: 'cell' },
} as const;

/** Rows and columns: dense, with a head that stays, a click on the row for what is done most, and more at the end where the list has pages. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { items, columns, caption, actions, selection, more, rowKey, total } = props;
  const t = useT();
  const { sorted, order, by } = useOrder(items, columns);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too */}
      <section className="table-box" aria-label={caption} tabIndex={0}>
        <table className="table table-cards" aria-label={caption} {...IS.table}>
          <thead {...IS.rowgroup}>
            <tr {...IS.row}>
              {selection && (
                <th className="table-choose">
                  <ChooseAll keys={items.map(rowKey)} {...selection} />
                </th>
              )}
              {columns.map((column) => (
                <Head key={column.title} column={column} order={order} onOrder={by} />
              ))}
              {actions && (
                <th scope="col" data-numeric>
                  <span className="heard">{t('app.actions')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody {...IS.rowgroup}>
            {sorted.map((item) => (
              <Row key={rowKey(item)} item={item} {...props} />
            ))}
          </tbody>
          {total !== undefined && (
            <tfoot {...IS.rowgroup}>
              <tr {...IS.row}>
                {columns.map(({ title, cell, numeric }) => (
                  <td key={title} data-title={title} data-numeric={numeric || undefined} {...IS.cell}>
                    {cell(total)}
                  </td>
                ))}
                {actions && <td {...IS.cell} />}
              </tr>
            </tfoot>
          )}
        </table>
      </section>
      {more?.hasMore && (
        <Button mt="sm" variant="default" loading={more.loading} onClick={more.load}>
          {t('app.more')}
        </Button>
      )}
    </>
  );
}

interface Order {
  title: string;
  down: boolean;
}

/** As they came, until somebody presses a title: then by that column, and the other way round when it is pressed again. */
function useOrder<T>(items: readonly T[], columns: readonly Column<T>[]) {
  const [order, setOrder] = useState<Order>();
  const sort = columns.find(({ title }) => title === order?.title)?.sort;
  const sorted = sort && order ? [...items].sort((a, b) => compare(sort(a), sort(b)) * (order.down ? -1 : 1)) : items;
  const by = ({ title, numeric }: Column<T>) =>
    // Of figures the largest are looked for, of names the first.
    setOrder((before) => (before?.title === title ? { title, down: !before.down } : { title, down: numeric === true }));
  return { sorted, order, by };
}

/** What has no value comes last of names, and first of figures. */
function compare(a: string | number | null, b: string | number | null): number {
  if (a === null || b === null) return Number(a !== null) - Number(b !== null);
  return typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));
}

interface HeadProps<T> {
  column: Column<T>;
  order: Order | undefined;
  onOrder(column: Column<T>): void;
}

function Head<T>({ column, order, onOrder }: HeadProps<T>) {
  const { title, numeric, sort } = column;
  const direction = order?.down ? 'descending' : 'ascending';
  const ordered = order?.title === title ? direction : undefined;
  return (
    <th scope="col" data-numeric={numeric || undefined} aria-sort={sort && (ordered ?? 'none')}>
      {sort ? (
        <button type="button" className="table-order" onClick={() => onOrder(column)}>
          {title}
          <span aria-hidden>{ordered === 'ascending' ? ' ↑' : ordered === 'descending' ? ' ↓' : ''}</span>
        </button>
      ) : (
        title
      )}
    </th>
  );
}

function Row<T>({ item, columns, rowKey, actions, selection, nameOf }: DataTableProps<T> & { item: T }) {
  const t = useT();
  const offered = actions?.(item) ?? [];
  const key = rowKey(item);
  const name = nameOf?.(item) ?? key;
  const open = ({ target }: MouseEvent) => {
    // What stands in the row and can be pressed itself is meant itself; text that was marked is to be copied.
    const pressed = target instanceof Element && target.closest('button, input, label, a, [popover]');
    if (!pressed && window.getSelection()?.isCollapsed !== false) offered[0]?.run();
  };
  const toggle = () => {
    const next = new Set(selection?.chosen);
    if (!next.delete(key)) next.add(key);
    selection?.onChange(next);
  };
  return (
    // By keys, the first button of the row does the same.
    <tr
      {...IS.row}
      data-opens={offered.length > 0 || undefined}
      data-chosen={selection?.chosen.has(key) || undefined}
      onClick={open}
    >
      {selection && (
        <td className="table-choose" {...IS.cell}>
          <input
            type="checkbox"
            aria-label={t('app.choose', { name })}
            checked={selection.chosen.has(key)}
            onChange={toggle}
          />
        </td>
      )}
      {columns.map(({ title, cell, numeric }) => (
        <td key={title} data-title={title} data-numeric={numeric || undefined} {...IS.cell}>
          {cell(item)}
        </td>
      ))}
      {actions && (
        <td data-numeric {...IS.cell}>
          <RowActions name={name} actions={offered} />
        </td>
      )}
    </tr>
  );
}

function ChooseAll({ keys, chosen, onChange }: Selection & { keys: readonly string[] }) {
  const t = useT();
  const all = keys.length > 0 && keys.every((key) => chosen.has(key));
  return (
    <input
      type="checkbox"
      aria-label={t('app.chooseAll')}
      checked={all}
      onChange={() => onChange(all ? new Set() : new Set(keys))}
    />
  );
}
