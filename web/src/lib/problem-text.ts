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
    const faultsOf = (error: unknown): FieldFault[] => {
      const faults = error ? (problemOf(error).errors ?? []) : [];
      const { fault } = problemTexts ?? {};
      return fault ? faults.map(({ path, message }) => ({ path, message: fault(message) })) : faults;
    };
    return { textOf, faultsOf };
  }, [t, locale, problemTexts]);
}
