import { type KeyboardEvent, useState } from 'react';

const COUNT = /^\d{1,5}$/;

/** A count that can be typed over; Enter or leaving it sets it, Esc leaves it as it was. */
export function CountedCell({ label, value, onSet }: { label: string; value: number; onSet(units: number): void }) {
  const [typed, setTyped] = useState<string>();
  const set = () => {
    // A scan that was taken back out of it leaves what stood there before.
    if (typed !== undefined && COUNT.test(typed) && Number(typed) !== value) onSet(Number(typed));
    setTyped(undefined);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') event.currentTarget.blur();
    if (event.key === 'Escape') setTyped(undefined);
  };
  return (
    <input
      className="price-cell"
      inputMode="numeric"
      aria-label={label}
      aria-invalid={typed !== undefined && !COUNT.test(typed)}
      value={typed ?? String(value)}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onBlur={set}
    />
  );
}
