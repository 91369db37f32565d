import { useMemo } from 'react';
import { type Problem, problemOf } from './problem';
import { useTexts } from './texts';

/** One fault of a field, in the reader's language. */
export interface FieldFault {
  path: string;
  message: string;
}

/** What a problem is for the person who meets it: the API's own words where they are in the reader's language, else a text of its code. */
export function useProblemText() {
  const { t, locale, problemTexts } = useTexts();
  return useMemo(() => {
    const textOf = (problem: Problem): string => {
      if (problem.code === 'offline') return t('app.offline');
      const text = (problemTexts?.problems as Record<string, string> | undefined)?.[problem.code];
      return (locale === 'en' ? problem.detail || text : text) ?? t('app.failed');
    };
    const faultOf = ({ path, message }: FieldFault): FieldFault => {
      const said = path.endsWith('Cents') ? inDollars(message) : message;
      return { path, message: problemTexts?.fault?.(said) ?? said };
    };
    const faultsOf = (error: unknown): FieldFault[] => (error ? (problemOf(error).errors ?? []).map(faultOf) : []);
    return { textOf, faultOf, faultsOf };
  }, [t, locale, problemTexts]);
}

/** The API counts cents; who fills in the field does not. */
function inDollars(message: string): string {
  return message.replace(/(?<=must not be (?:less|greater) than )-?\d+/, (cents) => (Number(cents) / 100).toFixed(2));
}
