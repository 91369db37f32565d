import { Button, Center, Loader } from '@mantine/core';
import { ProblemAlert } from '../../../components/problem-alert';
import { useT } from '../../../lib/texts';
import { useRuleBook } from '../api/rule-book';
import { Register } from './register';

/** The till: everything it prices with has to be there before the first bottle. */
export function Till() {
  const t = useT();
  const book = useRuleBook();
  if (book.data) return <Register book={book.data} readAt={book.dataUpdatedAt} />;
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
