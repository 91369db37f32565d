import { IconDots } from '@tabler/icons-react';
import { useT } from '../lib/texts';
import { PopoverMenu } from './popover-menu';

export interface RowAction {
  text: string;
  /** What it acts on too, for who hears the page. */
  label: string;
  danger?: boolean;
  loading?: boolean;
  run(): void;
}

/** What can be done with a row of a table: what is done most at once, the rest behind one button. */
export function RowActions({ name, actions }: { name: string; actions: readonly RowAction[] }) {
  const t = useT();
  const [first, ...rest] = actions;
  if (!first) return null;
  const item = (close: () => void, { text, label, danger, loading, run }: RowAction) => (
    <button
      key={label}
      type="button"
      className="menu-item"
      data-danger={danger || undefined}
      disabled={loading}
      aria-label={label}
      onClick={() => {
        close();
        run();
      }}
    >
      {text}
    </button>
  );
  return (
    <span className="row-actions">
      <button
        type="button"
        className="row-action"
        disabled={first.loading}
        aria-label={first.label}
        onClick={first.run}
      >
        {first.text}
      </button>
      {rest.length > 0 && (
        <PopoverMenu
          className="row-action"
          label={t('app.moreFor', { name })}
          menu={(close) => rest.map((action) => item(close, action))}
        >
          <IconDots size={18} aria-hidden />
        </PopoverMenu>
      )}
    </span>
  );
}
