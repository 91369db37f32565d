import { VisuallyHidden } from '@mantine/core';
import { Suspense } from 'react';
import { FailureBoundary } from '../../../components/failure-boundary';
import { fetchFailedAnew, lazyAhead } from '../../../lib/lazy-ahead';
import { useT } from '../../../lib/texts';
import type { Book } from '../basket';
import { useCustomerDisplay } from '../effects/use-customer-display';
import { useTillKeys } from '../effects/use-till-keys';
import { type Till, useTill } from '../use-till';
import { DialogFailure } from './dialog-failure';
import { SaleCard } from './sale-card';
import { WorkArea } from './work-area';

/** None stands there when the page comes: the table of them is fetched behind it, and fetches them. */
const dialogs = lazyAhead(() => import('./till-dialogs').then(({ TillDialogs }) => TillDialogs));

/** One register: scan, pay, change, next. */
export function Register({ book, registerId, readAt }: { book: Book; registerId: string; readAt: number }) {
  const till = useTill(book, registerId, readAt);
  const t = useT();
  useTillKeys(till);
  useCustomerDisplay(till);
  return (
    <div className="register" data-catalogue={till.status.ready ? 'ready' : 'loading'}>
      <VisuallyHidden component="h1">{t('nav.till')}</VisuallyHidden>
      <WorkArea till={till} />
      <SaleCard till={till} />
      <Dialogs till={till} />
    </div>
  );
}

/** A dialog that cannot be shown leaves the till as it is; but the change of a sale has to be told, in the till's place if need be. */
function Dialogs({ till }: { till: Till }) {
  const { done, dispatch } = till;
  const { dialog } = till.state;
  const failed = (again: () => void) => {
    if (done) return <Failed />;
    const anew = () => {
      fetchFailedAnew();
      again();
    };
    return dialog && <DialogFailure onAgain={anew} onClose={() => dispatch({ kind: 'closed' })} />;
  };
  return (
    <FailureBoundary place={done ? 'done' : (dialog?.kind ?? '')} fallback={failed}>
      <Suspense>
        <dialogs.Component till={till} />
      </Suspense>
    </FailureBoundary>
  );
}

function Failed(): never {
  throw new Error('What was sold cannot be shown.');
}
