import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../lib/texts';
import { useUnreadable } from './use-unreadable';

interface CountInputProps {
  label: string;
  description?: string;
  value: number | undefined;
  error?: string | undefined;
  /** Undefined while what stands there is no whole number, or nothing does. */
  onChange(count: number | undefined, typed: string): void;
}

/** A whole number as it is keyed: an empty field is empty, and no zero that nobody typed. */
export function CountInput({ label, description, value, error, onChange }: CountInputProps) {
  const t = useT();
  const [typed, setTyped] = useState(value === undefined ? '' : String(value));
  const wrong = typed !== '' && !/^\d{1,9}$/.test(typed) ? t('app.notACount') : undefined;
  const input = useUnreadable(wrong);
  return (
    <TextInput
      ref={input}
      size="md"
      label={label}
      description={description}
      inputMode="numeric"
      value={typed}
      error={wrong ?? error}
      onChange={(event) => {
        const text = event.currentTarget.value.trim();
        setTyped(text);
        onChange(/^\d{1,9}$/.test(text) ? Number(text) : undefined, text);
      }}
    />
  );
}
