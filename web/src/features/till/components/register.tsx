import { Alert, Box, Button, Center, Group, Paper, Text } from '@mantine/core';
import { useCallback } from 'react';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { BasketEntry, Book } from '../basket';
import { runById } from '../commands';
import { pressOnLine, useTillKeys } from '../effects/use-till-keys';
import { type Till, useTill } from '../use-till';
import { BasketLines } from './basket-lines';
import { CatalogueProgress } from './catalogue-progress';
import { OfferHints } from './offer-hints';
import { QuickKeys } from './quick-keys';
import { SaleTotals } from './sale-totals';
import { ScanField } from './scan-field';
import { TillDialogs } from './till-dialogs';

/** One register: scan, pay, change, next. */
export function Register({ book, registerId, readAt }: { book: Book; registerId: string; readAt: number }) {
  const till = useTill(book, registerId, readAt);
  useTillKeys(till);
  return (
    <Box p="md" h="100%" className="register" data-catalogue={till.status.ready ? 'ready' : 'loading'}>
      <Lines till={till} />
      <Side till={till} />
      <TillDialogs till={till} />
    </Box>
  );
}

/** What is rung up, and the one field it is rung up by. */
function Lines({ till }: { till: Till }) {
  const t = useT();
  const { state, dispatch, priced, status, currency } = till;
  const setQuantity = useCallback(
    (entry: BasketEntry, quantity: number) => dispatch({ kind: 'quantity', entry, quantity }),
    [dispatch],
  );
  const open = useCallback(
    (index: number) => dispatch({ kind: 'dialog', dialog: { kind: 'line', index } }),
    [dispatch],
  );
  return (
    <Box className="register-lines">
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
        onCode={(code, quantity) => dispatch({ kind: 'scanned', scan: { code, quantity } })}
        onPick={(product, pack, quantity) => dispatch({ kind: 'picked', product, pack, quantity })}
      />
      <NoticeOf till={till} />
      <Paper withBorder p="xs" className="register-sale" tabIndex={0} aria-label={t('till.sale')}>
        <BasketLines
          basket={state.sale.basket}
          lines={priced.lines}
          currency={currency}
          selected={state.selected}
          onQuantity={setQuantity}
          onOpen={open}
        />
        {till.nothing && till.held.length > 0 && (
          <Center>
            <Button size="lg" variant="light" onClick={till.holdOrShow}>
              {t('held.waiting', { count: till.held.length })}
            </Button>
          </Center>
        )}
      </Paper>
    </Box>
  );
}

/** Keys to touch, what the total is made of, and the way to pay it. */
function Side({ till }: { till: Till }) {
  const t = useT();
  const { state, dispatch, book, priced, status, currency } = till;
  return (
    <Box className="register-side">
      <QuickKeys
        storeId={book.storeId}
        catalogue={till.catalogue}
        revision={`${status.size}/${status.revision}`}
        currency={currency}
        mayArrange={till.mayChangePrices}
        candidate={till.chosen}
        onPick={(product, pack) => dispatch({ kind: 'picked', product, pack, quantity: 1 })}
      />
      <Box className="register-total">
        <OfferHints lines={priced.lines} />
        <SaleTotals priced={priced} customer={state.sale.customer} currency={currency} />
        <Group justify="space-between" align="end">
          <Text c="dimmed">{t('till.units', { count: priced.totals.units })}</Text>
          <Text fz={36} lh={1} fw={700} aria-label={t('till.total')}>
            {formatCents(priced.totals.totalCents, currency)}
          </Text>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <Button size="xl" variant="default" px="md" onClick={() => runById('more', till)}>
            {t('till.more')}
          </Button>
          <Button size="xl" variant="default" px="md" aria-label={t('till.keys')} onClick={() => runById('keys', till)}>
            ?
          </Button>
          <Button size="xl" flex={1} onClick={() => runById('pay', till)} disabled={!till.mayPay}>
            {t('till.pay')}
          </Button>
        </Group>
      </Box>
    </Box>
  );
}

/** What the till has to say: a scan nobody knows, a price that changed, an hour at which selling ends. */
function NoticeOf({ till }: { till: Till }) {
  const t = useT();
  const { notice, hours, dispatch } = till;
  const { text, isOwn, unknown } = notice;
  if (!text) return null;
  return (
    <Alert
      color={isOwn || !hours.open ? 'orange' : 'blue'}
      variant="light"
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
  );
}
