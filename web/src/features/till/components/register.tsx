import { VisuallyHidden } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useT } from '../../../lib/texts';
import type { Book } from '../basket';
import { useCustomerDisplay } from '../effects/use-customer-display';
import { useTillKeys } from '../effects/use-till-keys';
import { useTill } from '../use-till';
import { SaleCard } from './sale-card';
import { WorkArea } from './work-area';

/** None stands there when the page comes: the table of them is fetched behind it, and fetches them. */
const TillDialogs = lazy(() => import('./till-dialogs').then((module) => ({ default: module.TillDialogs })));

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
      <Suspense>
        <TillDialogs till={till} />
      </Suspense>
    </div>
  );
}
