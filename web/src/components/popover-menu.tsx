import { type ReactNode, type ToggleEvent, useId, useRef } from 'react';

const GAP = 4;

interface PopoverMenuProps {
  /** What the button shows. */
  children: ReactNode;
  /** What it is called, where that is not what it shows. */
  label?: string;
  className: string;
  /** What opens beside it. */
  menu(close: () => void): ReactNode;
}

/** A button with a menu over everything, below it or above where there is no room below. */
export function PopoverMenu({ children, label, className, menu }: PopoverMenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const place = ({ newState }: ToggleEvent<HTMLDivElement>) => {
    const [from, box] = [button.current?.getBoundingClientRect(), popover.current];
    if (newState !== 'open' || !from || !box) return;
    const below = from.bottom + GAP + box.offsetHeight < window.innerHeight;
    box.style.top = `${below ? from.bottom + GAP : from.top - GAP - box.offsetHeight}px`;
    box.style.left = `${Math.max(GAP, from.right - box.offsetWidth)}px`;
  };
  return (
    <>
      <button ref={button} type="button" className={className} popoverTarget={id} aria-label={label}>
        {children}
      </button>
      <div ref={popover} id={id} popover="auto" className="menu row-menu" onToggle={place}>
        {menu(() => popover.current?.hidePopover())}
      </div>
    </>
  );
}
