import { IconDots } from '@tabler/icons-react';
import { type ToggleEvent, useId, useRef } from 'react';
import { useT } from '../lib/texts';

export interface RowAction {
  text: string;
  /** What it acts on too, for who hears the page. */
  label: string;
  danger?: boolean;
  loading?: boolean;
  run(): void;
}

const GAP = 4;

/** What can be done with a row of a table: what is done most at once, the rest behind one button. */
export function RowActions({ name, actions }: { name: string; actions: readonly RowAction[] }) {
  const t = useT();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const [first, ...rest] = actions;
  if (!first) return null;
  const place = ({ newState }: ToggleEvent<HTMLDivElement>) => {
    const [from, box] = [button.current?.getBoundingClientRect(), menu.current];
    if (newState !== 'open' || !from || !box) return;
    const below = from.bottom + GAP + box.offsetHeight < window.innerHeight;
    box.style.top = `${below ? from.bottom + GAP : from.top - GAP - box.offsetHeight}px`;
    box.style.left = `${Math.max(GAP, from.right - box.offsetWidth)}px`;
  };
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
        <>
          <button
            ref={button}
            type="button"
            className="row-action"
            popoverTarget={id}
            aria-label={t('app.moreFor', { name })}
          >
            <IconDots size={18} aria-hidden />
          </button>
          <div ref={menu} id={id} popover="auto" className="menu row-menu" onToggle={place}>
            {rest.map(({ text, label, danger, loading, run }) => (
              <button
                key={label}
                type="button"
                className="menu-item"
                data-danger={danger || undefined}
                disabled={loading}
                aria-label={label}
                onClick={() => {
                  menu.current?.hidePopover();
                  run();
                }}
              >
                {text}
              </button>
            ))}
          </div>
        </>
      )}
    </span>
  );
}
