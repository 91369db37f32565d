import { Button, Container, Group, Loader, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../lib/texts';
import { ProblemAlert } from './problem-alert';

/** A page of the back office: what it is, what one can do there, and its content. */
export function Page({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <Container size="xl" py="md">
      <Group justify="space-between" mb="md">
        <Title order={1} size="h2">
          {title}
        </Title>
        <Group gap="xs">{actions}</Group>
      </Group>
      {children}
    </Container>
  );
}

interface Loaded<T> {
  data: T | undefined;
  error: unknown;
  isPending: boolean;
  refetch(): unknown;
}

/** What a query says while it loads, when it fails, and when there is nothing. */
export function Loading<T>({
  query,
  isEmpty,
  empty,
  children,
}: {
  query: Loaded<T>;
  isEmpty?(data: T): boolean;
  empty?: string;
  children(data: T): ReactNode;
}) {
  const t = useT();
  if (query.data !== undefined) {
    if (isEmpty?.(query.data)) return <Text c="dimmed">{empty ?? t('app.nothing')}</Text>;
    return (
      <>
        {query.error !== null && query.error !== undefined && <ProblemAlert error={query.error} />}
        {children(query.data)}
      </>
    );
  }
  if (query.isPending && !query.error) return <Loader aria-label={t('app.loading')} />;
  return (
    <Group>
      <ProblemAlert error={query.error} />
      <Button size="md" variant="default" onClick={() => void query.refetch()}>
        {t('app.retry')}
      </Button>
    </Group>
  );
}
