import { useEffect, useRef } from 'react';

/** For a field whose text means nothing, such as an amount with a letter in it: no form is sent while one says so. @param why undefined where the text is good */
export function useUnreadable(why: string | undefined) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.setCustomValidity(why ?? '');
  }, [why]);
  return input;
}
