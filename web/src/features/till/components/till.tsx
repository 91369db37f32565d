import { Button, Center } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { FailureBoundary } from '../../../components/failure-boundary';
import { Loading } from '../../../components/loading';
import { ProblemAlert } from '../../../components/problem-alert';
import { useThisRegister } from '../../../domain/this-register';
import { useT, withItsTexts } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { useRuleBook } from '../api/rule-book';
import { useRegisterHold } from '../effects/register-hold';
import { ChooseRegister } from './choose-register';
import { Register } from './register';
import { TillFailure } from './till-failure';

const RegisterElsewhere = lazy(() =>
  withItsTexts(import('./register-elsewhere').then((module) => ({ default: module.RegisterElsewhere }))),
);

/** The till: which register it is, and everything it prices with, have to be known before the first bottle. */
export function Till() {
  const { registerId, places, stores, choose } = useThisRegister(useProfile().organization.id);
  if (registerId !== undefined) return <RegisterWithBook key={registerId} registerId={registerId} />;
  if (stores.data) return <ChooseRegister places={places} onChoose={choose} />;
  return <Waiting error={stores.error} onRetry={() => void stores.refetch()} />;
}

function RegisterWithBook({ registerId }: { registerId: string }) {
  const book = useRuleBook(registerId);
  const hold = useRegisterHold(registerId, useProfile().user.name);
  if (!hold.isHere) {
    return (
      <Suspense fallback={null}>
        <RegisterElsewhere hold={hold} />
      </Suspense>
    );
  }
  if (!book.data) return <Waiting error={book.error} onRetry={() => void book.refetch()} />;
  return (
    <FailureBoundary fallback={(again) => <TillFailure onAgain={again} />}>
      <Register book={book.data} registerId={registerId} readAt={book.dataUpdatedAt} />
    </FailureBoundary>
  );
}

function Waiting({ error, onRetry }: { error: Error | null; onRetry(): void }) {
  const t = useT();
  if (!error)
    return (
      <Center h="100%">
        <Loading />
      </Center>
    );
  return (
    <Center h="100%" p="md" style={{ flexDirection: 'column', gap: 12 }}>
      <ProblemAlert error={error} />
      <Button size="lg" onClick={onRetry}>
        {t('app.retry')}
      </Button>
    </Center>
  );
}
