import { Alert, Button } from '@mantine/core';
import { formatBusinessDay } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { runById } from '../commands';
import { pressOnLine } from '../effects/use-till-keys';
import type { Till } from '../use-till';
import { CatalogueProgress } from './catalogue-progress';
import { QuickKeys } from './quick-keys';
import { ScanField } from './scan-field';

/** What is rung up with: the one field, what the till has to say, and tiles to touch. */
export function WorkArea({ till }: { till: Till }) {
  const { state, dispatch, book, status, currency } = till;
  return (
    <section className="register-work">
      <CatalogueProgress status={status} />
      <ScanField
        catalogue={till.catalogue}
        status={status}
        field={till.field}
        typed={state.typed}
        onTyped={(text) => dispatch({ kind: 'typed', text })}
        onKey={(key) => pressOnLine(till, key)}
        currency={currency}
        busy={till.busy}
        read={till.readScan}
        onCode={(code, quantity, dropped) =>
          dispatch({ kind: 'scanned', scan: { code, quantity }, ...(dropped !== undefined && { dropped }) })
        }
        onPick={(product, pack, quantity) => dispatch({ kind: 'picked', product, pack, quantity })}
      />
      <Notices till={till} />
      <QuickKeys
        storeId={book.storeId}
        catalogue={till.catalogue}
        revision={`${status.size}/${status.revision}`}
        currency={currency}
        mayArrange={till.mayChangePrices}
        candidate={till.chosen}
        onPick={(product, pack) => dispatch({ kind: 'picked', product, pack, quantity: 1 })}
      />
    </section>
  );
}

/** A scan nobody knows, a price that changed; and beside it, never instead of it, an hour at which nothing may be sold. */
function Notices({ till }: { till: Till }) {
  const t = useT();
  const { notice, closed, dispatch, drawer } = till;
  const { text, isOwn, unknown } = notice;
  return (
    <>
      {closed && (
        <Alert color="refused" role="alert" p="xs">
          {closed}
        </Alert>
      )}
      {drawer.isMissing && !till.state.dialog && (
        <Alert color="warning" role="alert" p="xs">
          {t('drawer.openWhy')}
          <Button
            ml="md"
            size="md"
            variant="default"
            onClick={() => dispatch({ kind: 'dialog', dialog: { kind: 'open-drawer' } })}
          >
            {t('drawer.open')}
          </Button>
        </Alert>
      )}
      {drawer.shift?.overdue && (
        <Alert color="warning" role="alert" p="xs">
          {t('drawer.overdue', { day: formatBusinessDay(drawer.shift.businessDate) })}
          <Button ml="md" size="md" variant="default" onClick={() => runById('drawer', till)}>
            {t('action.drawer')}
          </Button>
        </Alert>
      )}
      {text && (
        <Alert
          color={isOwn ? 'warning' : 'gray'}
          role="alert"
          p="xs"
          withCloseButton={isOwn}
          closeButtonLabel={t('app.dismiss')}
          onClose={() => dispatch({ kind: 'dismissed' })}
        >
          {text}
          {unknown && (
            <Button
              ml="md"
              size="md"
              variant="default"
              onClick={() => {
                dispatch({ kind: 'dismissed' });
                dispatch({ kind: 'dialog', dialog: { kind: 'quick-add', ...unknown } });
              }}
            >
              {t('quickAdd.open')}
            </Button>
          )}
        </Alert>
      )}
    </>
  );
}
