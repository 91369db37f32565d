import { Alert } from '@mantine/core';
import { problemOf } from '../lib/problem';
import { useT } from '../lib/texts';

/** What went wrong, as the API says it; that it does not answer it cannot say itself. */
export function ProblemAlert({ error }: { error: unknown }) {
  const t = useT();
  if (!error) return null;
  const { code, detail } = problemOf(error);
  return (
    <Alert color="red" variant="light" role="alert">
      {code === 'offline' ? t('app.offline') : detail}
    </Alert>
  );
}
