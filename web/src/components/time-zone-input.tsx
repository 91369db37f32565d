import { TextInput, type TextInputProps } from '@mantine/core';
import { useId } from 'react';

/** A time zone, found by typing a part of its name. */
export function TimeZoneInput(props: TextInputProps) {
  const list = useId();
  return (
    <>
      <TextInput {...props} list={list} />
      <datalist id={list}>
        {Intl.supportedValuesOf('timeZone').map((zone) => (
          <option key={zone} value={zone} />
        ))}
      </datalist>
    </>
  );
}
