import { Alert, Box, Button, Center, Group, Paper, Text } from '@mantine/core';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { Book } from '../basket';
import { type Register as RegisterState, useRegister } from '../use-register';
import { BasketLines } from './basket-lines';
import { CatalogueProgress } from './catalogue-progress';
import { OfferHints } from './offer-hints';
import { QuickKeys } from './quick-keys';
import { RegisterDialogs } from './register-dialogs';
import { SaleTotals } from './sale-totals';
import { ScanField } from './scan-field';

/** One register: scan, pay, change, next. */
export function Register({ book, registerId, readAt }: { book: Book; registerId: string; readAt: number }) {
  const t = useT();
  const register = useRegister(book, registerId, readAt);
  const { status, sale, priced, currency } = register;
  return (
    <Box p="md" h="100%" className="register" data-catalogue={status.ready ? 'ready' : 'loading'}>
      <Box className="register-lines">
        <CatalogueProgress status={status} />
        <ScanField
          catalogue={register.catalogue}
          status={status}
          field={register.field}
          typed={register.typed}
          onTyped={register.setTyped}
          onKey={register.press}
          currency={currency}
          busy={register.busy}
          onCode={(code, quantity) => void register.addCode(code, quantity)}
          onPick={register.add}
        />
        <Notice register={register} />
        <Paper withBorder p="xs" className="register-sale" tabIndex={0} aria-label={t('till.sale')}>
          <BasketLines
            basket={sale.basket}
            lines={priced.lines}
            currency={currency}
            selected={register.selected}
            onQuantity={register.setQuantity}
            onOpen={register.openLine}
          />
          {register.nothing && register.held.length > 0 && (
            <Center>
              <Button size="lg" variant="light" onClick={register.holdOrShow}>
                {t('held.waiting', { count: register.held.length })}
              </Button>
            </Center>
          )}
        </Paper>
      </Box>
      <Box className="register-side">
        <QuickKeys
          storeId={book.storeId}
          catalogue={register.catalogue}
          revision={`${status.size}/${status.revision}`}
          currency={currency}
          mayArrange={register.mayChangePrices}
          candidate={register.chosen}
          onPick={(product, pack) => {
            register.add(product, pack, 1);
            register.focusField();
          }}
        />
        <Box className="register-total">
          <OfferHints lines={priced.lines} />
          <SaleTotals priced={priced} customer={sale.customer} currency={currency} />
          <Group justify="space-between" align="end">
            <Text c="dimmed">{t('till.units', { count: priced.totals.units })}</Text>
            <Text fz={36} lh={1} fw={700} aria-label={t('till.total')}>
              {formatCents(priced.totals.totalCents, currency)}
            </Text>
          </Group>
          <Group gap="xs" wrap="nowrap">
            <Button size="xl" variant="default" px="md" onClick={() => register.setDialog({ kind: 'more' })}>
              {t('till.more')}
            </Button>
            <Button
              size="xl"
              variant="default"
              px="md"
              aria-label={t('till.keys')}
              onClick={() => register.setDialog({ kind: 'keys' })}
            >
              ?
            </Button>
            <Button size="xl" flex={1} onClick={register.beginPayment} disabled={!register.mayPay}>
              {t('till.pay')}
            </Button>
          </Group>
        </Box>
      </Box>
      <RegisterDialogs register={register} />
    </Box>
  );
}

/** What the till has to say: a scan nobody knows, a price that changed, an hour at which selling ends. */
function Notice({ register }: { register: RegisterState }) {
  const t = useT();
  const { notice, noticeIsMine, unknownCode, hours } = register;
  if (!notice) return null;
  return (
    <Alert
      color={noticeIsMine || !hours.open ? 'orange' : 'blue'}
      variant="light"
      role="alert"
      p="xs"
      withCloseButton={noticeIsMine}
      closeButtonLabel={t('app.dismiss')}
      onClose={register.dismissNotice}
    >
      {notice}
      {noticeIsMine && unknownCode && (
        <Button
          ml="md"
          size="md"
          variant="default"
          onClick={() => {
            register.dismissNotice();
            register.setDialog({ kind: 'quick-add', ...unknownCode });
          }}
        >
          {t('quickAdd.open')}
        </Button>
      )}
    </Alert>
  );
}
