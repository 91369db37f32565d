import { TextInput } from '@mantine/core';
import { useTyped } from '../../../components/use-typed';
import { useUnreadable } from '../../../components/use-unreadable';
import { useT } from '../../../lib/texts';

interface RateInputProps {
  label: string;
  description?: string;
  /** Millionths: 60000 is 6 %. */
  value: number | undefined;
  error?: string | undefined;
  onChange(millionths: number): void;
  /** Of a rate that may be left out. */
  onClear?(): void;
}

const DIGITS = /^(\d{1,3})(?:[.,](\d{0,4}))?$/;

/** Percent as they are written, millionths as they are kept. */
export function RateInput({ label, description, value, error, onChange, onClear }: RateInputProps) {
  const t = useT();
  const [typed, type] = useTyped(value, (millionths) => (millionths === undefined ? '' : String(millionths / 10_000)));
  const wrong = typed !== '' && !DIGITS.test(typed) ? t('rule.notARate') : undefined;
  const input = useUnreadable(wrong);
  return (
    <TextInput
      ref={input}
      size="md"
      label={label}
      inputMode="decimal"
      {...(description && { description })}
      required={onClear === undefined}
      value={typed}
      error={wrong ?? error}
      onChange={(event) => {
        const text = event.currentTarget.value;
        const read = readRate(text);
        type(text, read);
        if (text === '') onClear?.();
        if (read !== undefined) onChange(read);
      }}
    />
  );
}

function readRate(text: string): number | undefined {
  const match = DIGITS.exec(text);
  return match ? Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0')) : undefined;
}
