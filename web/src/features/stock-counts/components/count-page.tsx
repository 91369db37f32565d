import { Button } from '@mantine/core';
import { useState } from 'react';
import { Link, useParams } from 'wouter';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { Loading, Page } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { useT } from '../../../lib/texts';
import { type StockCount, useCount, useSetCountStatus } from '../api/stock-counts';
import { CountReview } from './count-review';
import { CountWalk } from './count-walk';
import './counts.css';

/** One count: its walk while it is under way, then its review. */
export function CountPage() {
  const t = useT();
  const { id = '' } = useParams<{ id: string }>();
  const count = useCount(id);
  return (
    <Page
      title={count.data?.name ?? t('nav.counts')}
      actions={
        <>
          <Link href="/counts" className="count-back">
            {t('count.all')}
          </Link>
          {count.data && <StatusButtons count={count.data} />}
        </>
      }
    >
      <Loading query={count}>
        {(found) =>
          found.status === 'counting' ? (
            <CountWalk key={found.id} count={found} />
          ) : (
            <CountReview key={found.id} count={found} />
          )
        }
      </Loading>
    </Page>
  );
}

function StatusButtons({ count }: { count: StockCount }) {
  const t = useT();
  const setStatus = useSetCountStatus(count.id);
  const [givingUp, setGivingUp] = useState(false);
  const isOpen = count.status === 'counting' || count.status === 'finished';
  if (!isOpen) return null;
  return (
    <>
      <Button size="md" variant="subtle" color="refused" onClick={() => setGivingUp(true)}>
        {t('count.giveUp')}
      </Button>
      {count.status === 'counting' ? (
        <Button size="md" loading={setStatus.isPending} onClick={() => setStatus.mutate('finished')}>
          {t('count.finish')}
        </Button>
      ) : (
        <Button size="md" variant="default" loading={setStatus.isPending} onClick={() => setStatus.mutate('counting')}>
          {t('count.goOn')}
        </Button>
      )}
      {!givingUp && <ProblemAlert error={setStatus.error} />}
      {givingUp && (
        <ConfirmDialog
          title={t('count.giveUp')}
          text={t('count.giveUpText')}
          action={t('count.giveUp')}
          error={setStatus.error}
          pending={setStatus.isPending}
          onConfirm={() => setStatus.mutate('cancelled', { onSuccess: () => setGivingUp(false) })}
          onClose={() => setGivingUp(false)}
        />
      )}
    </>
  );
}
