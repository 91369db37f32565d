import { useState } from 'react';

/**
 * The text of a field that keeps what was typed, readable or not, and its value apart from that. A value that comes from elsewhere, as
 * when the row before it is taken away, is written anew.
 */
export function useTyped<T>(value: T, write: (value: T) => string) {
  const [typed, setTyped] = useState(() => write(value));
  const [seen, setSeen] = useState(value);
  const [told, setTold] = useState(value);
  if (seen !== value) {
    setSeen(value);
    if (told !== value) setTyped(write(value));
    setTold(value);
  }
  const type = (text: string, read: T) => {
    setTyped(text);
    setTold(read);
  };
  return [typed, type] as const;
}
