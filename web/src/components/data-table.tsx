import { Button } from '@mantine/core';
import type { MouseEvent, ReactNode } from 'react';
import { useT } from '../lib/texts';
import { type RowAction, RowActions } from './row-actions';

export interface Column<T> {
  title: string;
  cell(item: T): ReactNode;
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
  more?: { hasMore: boolean; loading: boolean; load(): void };
}

/** Rows and columns: dense, with a head that stays, a click on the row for what is done most, and more at the end where the list has pages. */
export function DataTable<T>(props: DataTableProps<T>) {
  const { items, columns, caption, actions, selection, more, rowKey } = props;
  const t = useT();
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too */}
      <section className="table-box" aria-label={caption} tabIndex={0}>
        <table className="table" aria-label={caption}>
          <thead>
            <tr>
              {selection && (
                <th className="table-choose">
                  <ChooseAll keys={items.map(rowKey)} {...selection} />
                </th>
              )}
              {columns.map(({ title, numeric }) => (
                <th key={title} scope="col" data-numeric={numeric || undefined}>
                  {title}
                </th>
              ))}
              {actions && (
                <th scope="col" data-numeric>
                  <span className="heard">{t('app.actions')}</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={rowKey(item)} item={item} {...props} />
            ))}
          </tbody>
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
      data-opens={offered.length > 0 || undefined}
      data-chosen={selection?.chosen.has(key) || undefined}
      onClick={open}
    >
      {selection && (
        <td className="table-choose">
          <input
            type="checkbox"
            aria-label={t('app.choose', { name })}
            checked={selection.chosen.has(key)}
            onChange={toggle}
          />
        </td>
      )}
      {columns.map(({ title, cell, numeric }) => (
        <td key={title} data-numeric={numeric || undefined}>
          {cell(item)}
        </td>
      ))}
      {actions && (
        <td data-numeric>
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
