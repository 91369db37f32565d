import { Button, Checkbox, TextInput } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { IconColumns, IconEye, IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useSearchParams } from 'wouter';
import { readStored, readStoredList } from '../lib/stored';
import { useT } from '../lib/texts';
import type { Column } from './data-table';
import { PopoverMenu } from './popover-menu';

/** What is looked for, and what is shown of it, under a name. */
interface SavedView {
  name: string;
  /** The page's query. */
  filter: string;
  hidden: readonly string[];
}

const NOTHING: readonly string[] = [];
const NO_VIEWS: readonly SavedView[] = [];

function isView({ name, filter, hidden }: Partial<SavedView>): boolean {
  return typeof name === 'string' && typeof filter === 'string' && Array.isArray(hidden);
}

export interface TableView<T> {
  /** Those that are shown. */
  columns: readonly Column<T>[];
  /** Those that can be shown or hidden: the ones with an id. */
  choices: readonly { id: string; title: string }[];
  hidden: readonly string[];
  hide(ids: readonly string[]): void;
  views: readonly SavedView[];
  keepViews(views: readonly SavedView[]): void;
}

/**
 * How somebody wants to see a table, kept on this device.
 * @param owner whose table it is: the user's id and the table's name
 * @param hiddenAtFirst ids of columns that are shown to who asks for them
 */
export function useTableView<T>(
  owner: string,
  columns: readonly Column<T>[],
  hiddenAtFirst: readonly string[] = NOTHING,
): TableView<T> {
  const [hidden, hide] = useLocalStorage({
    key: `table.columns.${owner}`,
    defaultValue: hiddenAtFirst,
    getInitialValueInEffect: false,
    deserialize: (text) => readStored<readonly string[]>(text ?? null, Array.isArray) ?? hiddenAtFirst,
  });
  const [views, keepViews] = useLocalStorage({
    key: `table.views.${owner}`,
    defaultValue: NO_VIEWS,
    getInitialValueInEffect: false,
    deserialize: (text) => readStoredList<SavedView>(text ?? null, isView),
  });
  return {
    columns: columns.filter(({ id }) => id === undefined || !hidden.includes(id)),
    choices: columns.flatMap(({ id, title }) => (id === undefined ? [] : [{ id, title }])),
    hidden,
    hide,
    views,
    keepViews,
  };
}

/** Which columns there are, and the searches somebody makes again and again, by their names. */
export function TableViews<T>({ view }: { view: TableView<T> }) {
  const t = useT();
  const [params, setParams] = useSearchParams();
  const { choices, hidden, hide, views, keepViews } = view;
  const toggle = (id: string) => hide(hidden.includes(id) ? hidden.filter((one) => one !== id) : [...hidden, id]);
  return (
    <div className="table-views">
      <PopoverMenu
        className="row-action"
        menu={(close) => (
          <>
            {views.map((saved) => (
              <div key={saved.name} className="saved-view">
                <button
                  type="button"
                  className="menu-item"
                  onClick={() => {
                    close();
                    hide(saved.hidden);
                    setParams(new URLSearchParams(saved.filter), { replace: true });
                  }}
                >
                  {saved.name}
                </button>
                <button
                  type="button"
                  className="row-action"
                  aria-label={t('views.forget', { name: saved.name })}
                  onClick={() => keepViews(views.filter((one) => one !== saved))}
                >
                  <IconX size={16} aria-hidden />
                </button>
              </div>
            ))}
            <SaveView
              onSave={(name) => {
                keepViews([...views.filter((one) => one.name !== name), { name, filter: params.toString(), hidden }]);
                close();
              }}
            />
          </>
        )}
      >
        <IconEye size={18} aria-hidden /> {t('views.title')}
      </PopoverMenu>
      <PopoverMenu
        className="row-action"
        menu={() => (
          <div className="column-choices">
            {choices.map(({ id, title }) => (
              <Checkbox key={id} label={title} checked={!hidden.includes(id)} onChange={() => toggle(id)} />
            ))}
          </div>
        )}
      >
        <IconColumns size={18} aria-hidden /> {t('views.columns')}
      </PopoverMenu>
    </div>
  );
}

function SaveView({ onSave }: { onSave(name: string): void }) {
  const t = useT();
  const [name, setName] = useState('');
  const save = (event: FormEvent) => {
    event.preventDefault();
    onSave(name.trim());
    setName('');
  };
  return (
    <form className="save-view" onSubmit={save}>
      <TextInput
        label={t('views.saveAs')}
        maxLength={40}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <Button type="submit" disabled={name.trim() === ''}>
        {t('app.save')}
      </Button>
    </form>
  );
}
