import { IconBackspace } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useT } from '../lib/texts';

const DIGITS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];

interface KeypadProps {
  onKey(key: string): void;
  onBack(): void;
  disabled?: boolean;
  /** In the last row, after 0: a key of its own. */
  last?: ReactNode;
}

/** Digits to touch, large enough for a thumb in a hurry. */
export function Keypad({ onKey, onBack, disabled = false, last }: KeypadProps) {
  const t = useT();
  const key = (digit: string) => (
    <button key={digit} type="button" className="keypad-key" disabled={disabled} onClick={() => onKey(digit)}>
      {digit}
    </button>
  );
  return (
    // The focus stays where it is: Enter goes on meaning what it meant.
    // biome-ignore lint/a11y/noStaticElementInteractions: nothing is done by it
    <div className="keypad" onMouseDown={(event) => event.preventDefault()}>
      {DIGITS.map(key)}
      <button type="button" className="keypad-key" aria-label={t('age.back')} disabled={disabled} onClick={onBack}>
        <IconBackspace size={24} aria-hidden />
      </button>
      {key('0')}
      {last ?? key('.')}
    </div>
  );
}
