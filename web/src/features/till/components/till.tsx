import { Button, Center, Loader } from '@mantine/core';
import { FailureBoundary } from '../../../components/failure-boundary';
import { ProblemAlert } from '../../../components/problem-alert';
import { useT } from '../../../lib/texts';
import { useRuleBook } from '../api/rule-book';
import { Register } from './register';
import { TillFailure } from './till-failure';

/** The till: everything it prices with has to be there before the first bottle. */
export function Till() {
  const t = useT();
  const book = useRuleBook();
  if (book.data) {
    return (
      <FailureBoundary fallback={(again) => <TillFailure onAgain={again} />}>
        <Register book={book.data} readAt={book.dataUpdatedAt} />
      </FailureBoundary>
    );
  }
  if (!book.error)
    return (
      <Center h="100%">
        <Loader aria-label={t('app.loading')} />
      </Center>
    );
  return (
    <Center h="100%" p="md" style={{ flexDirection: 'column', gap: 12 }}>
      <ProblemAlert error={book.error} />
      <Button size="lg" onClick={() => void book.refetch()}>
        {t('app.retry')}
      </Button>
    </Center>
  );
}
