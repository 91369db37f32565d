import { useMemo } from 'react';
import { type Problem, problemOf } from './problem';
import { useTexts } from './texts';

/** One fault of a field, in the reader's language. */
export interface FieldFault {
  path: string;
  message: string;
}

/** Problems whose own words tell a program what to send next. */
const FOR_PROGRAMS = [
  ...['idempotency_key_reused', 'stale_version', 'validation_failed', 'already_returned'],
  ...['ebt_over_eligible', 'ebt_not_exchanged'],
];
/** No field of a page. */
const KEY = 'Idempotency-Key';

/** What a problem is for the person who meets it: the API's own words where they are in the reader's language, else a text of its code. */
export function useProblemText() {
  const { t, locale, problemTexts } = useTexts();
  return useMemo(() => {
    const textOf = (problem: Problem): string => {
      if (problem.code === 'offline') return t('app.offline');
      const text = (problemTexts?.problems as Record<string, string> | undefined)?.[problem.code];
      const isForPeople = locale === 'en' && !FOR_PROGRAMS.includes(problem.code);
      return (isForPeople ? problem.detail || text : text || problem.detail) ?? t('app.failed');
    };
    const faultOf = ({ path, message }: FieldFault): FieldFault => {
      const said = withoutName(path, inPeoplesUnits(path, message));
      return { path, message: problemTexts?.fault?.(said) ?? said };
    };
    const faultsOf = (error: unknown): FieldFault[] =>
      (error ? (problemOf(error).errors ?? []) : []).filter(({ path }) => path !== KEY).map(faultOf);
    return { textOf, faultOf, faultsOf };
  }, [t, locale, problemTexts]);
}

/** The API counts cents and millionths; who fills in the field does not. */
function inPeoplesUnits(path: string, message: string): string {
  const bound = /(?<=must not be (?:less|greater) than )-?\d+/;
  if (path.endsWith('Cents')) return message.replace(bound, (cents) => (Number(cents) / 100).toFixed(2));
  if (path.endsWith('Millionths')) return message.replace(bound, (millionths) => `${Number(millionths) / 10_000} %`);
  return message;
}

/** The field's name in the API is none on the page: what is wrong stands beside the field. */
function withoutName(path: string, message: string): string {
  const name = `${path.split('.').at(-1)} `;
  return message.startsWith(name) ? message.slice(name.length) : message;
}
