import { TextInput } from '@mantine/core';
import { readAmount } from '../lib/amounts';
import { useT } from '../lib/texts';
import { useTyped } from './use-typed';
import { useUnreadable } from './use-unreadable';

interface MoneyInputProps {
  label: string;
  description?: string;
  /** Cents; undefined while what stands there is no amount. */
  value: number | undefined;
  error?: string | undefined;
  required?: boolean;
  disabled?: boolean;
  autoFocus?: boolean;
  onChange(cents: number | undefined, typed: string): void;
}

/** Dollars and cents as they are keyed, cents as they are kept. */
export function MoneyInput({
  label,
  description,
  value,
  error,
  required,
  disabled = false,
  autoFocus = false,
  onChange,
}: MoneyInputProps) {
  const t = useT();
  const [typed, type] = useTyped(value, (cents) => (cents === undefined ? '' : (cents / 100).toFixed(2)));
  const wrong = typed !== '' && readAmount(typed) === undefined ? t('tender.notAnAmount') : undefined;
  const input = useUnreadable(wrong);
  return (
    <TextInput
      ref={input}
      label={label}
      description={description}
      size="md"
      inputMode="decimal"
      required={required ?? false}
      disabled={disabled}
      data-autofocus={autoFocus || undefined}
      value={typed}
      error={wrong ?? error}
      onChange={(event) => {
        const text = event.currentTarget.value;
        const read = readAmount(text);
        type(text, read);
        onChange(read, text);
      }}
    />
  );
}
