import { TextInput } from '@mantine/core';
import { useState } from 'react';
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
  const [typed, setTyped] = useState(value === undefined ? '' : String(value / 10_000));
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
        setTyped(event.currentTarget.value);
        const match = DIGITS.exec(event.currentTarget.value);
        if (event.currentTarget.value === '') onClear?.();
        if (match) onChange(Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0')));
      }}
    />
  );
}
