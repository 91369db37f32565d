import { Alert } from '@mantine/core';
import { problemOf } from '../lib/problem';

/** What went wrong, as the API says it. */
export function ProblemAlert({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <Alert color="red" variant="light" role="alert">
      {problemOf(error).detail}
    </Alert>
  );
}
