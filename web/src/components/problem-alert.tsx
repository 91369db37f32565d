import { Alert } from '@mantine/core';
import { problemOf } from '../lib/problem';
import { useProblemText } from '../lib/problem-text';

interface ProblemAlertProps {
  error: unknown;
  /** Paths of the faults that are shown at a field of their own. */
  shownAt?: (path: string) => boolean;
}

/** What went wrong, in the reader's language, and every fault that no field on the page shows. */
export function ProblemAlert({ error, shownAt }: ProblemAlertProps) {
  const { textOf, faultsOf } = useProblemText();
  if (!error) return null;
  const faults = faultsOf(error);
  const elsewhere = faults.filter(({ path }) => !shownAt?.(path));
  // Where each field says what is wrong with it, nothing more need be said.
  if (faults.length > 0 && elsewhere.length === 0) return null;
  const problem = problemOf(error);
  // Other problems say in one sentence what their faults name by field.
  const listed = problem.code === 'validation_failed' ? elsewhere : [];
  return (
    <Alert color="refused" variant="light" role="alert">
      {textOf(problem)}
      {listed.length > 0 && (
        <ul>
          {listed.map(({ path, message }) => (
            <li key={`${path}/${message}`}>
              {path}: {message}
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}
