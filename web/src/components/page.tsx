import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { useT } from '../lib/texts';
import { ProblemAlert } from './problem-alert';

/** A page of the back office: what it is, what one can do there, and its content. */
export function Page({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="page">
      <div className="page-head">
        <h1>{title}</h1>
        <div className="page-actions">{actions}</div>
      </div>
      {children}
    </div>
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
    if (isEmpty?.(query.data)) return <div className="nothing">{empty ?? t('app.nothing')}</div>;
    return (
      <>
        {query.error !== null && query.error !== undefined && <ProblemAlert error={query.error} />}
        {children(query.data)}
      </>
    );
  }
  if (query.isPending && !query.error) return <Skeleton />;
  return (
    <Group>
      <ProblemAlert error={query.error} />
      <Button size="md" variant="default" onClick={() => void query.refetch()}>
        {t('app.retry')}
      </Button>
    </Group>
  );
}

const ROWS = [1, 2, 3, 4, 5, 6];

/** The shape of what is on its way. */
function Skeleton() {
  const t = useT();
  return (
    <div className="skeleton" role="status" aria-label={t('app.loading')}>
      {ROWS.map((row) => (
        <span key={row} />
      ))}
    </div>
  );
}
