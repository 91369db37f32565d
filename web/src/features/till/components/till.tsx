import { Alert, Box, Button, Group, Paper, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef, useState } from 'react';
import type { Schemas } from '../../../lib/api-client';
import { formatCents } from '../../../lib/format';
import { ApiError, problemOf } from '../../../lib/problem';
import { beep } from '../../../lib/sounds';
import { useProfile } from '../../session/session';
import { useCreateSale } from '../api/create-sale';
import { lookUpBarcode } from '../api/look-up-barcode';
import { added, priced, repriced, withQuantity } from '../basket';
import { useBasket } from '../till-state';
import { BasketLines } from './basket-lines';
import { SaleDone } from './sale-done';
import { ScanField } from './scan-field';
import { type PaidWith, TenderDialog } from './tender-dialog';

/** The till: scan, pay, change, next. */
export function Till() {
  const { currency } = useProfile().organization;
  const field = useRef<HTMLInputElement>(null);
  const [basket, changeBasket] = useBasket();
  const [scans, setScans] = useState(0);
  const [notice, setNotice] = useState<string>();
  /** Made when payment begins and kept until the sale is answered, so that no retry rings it twice. */
  const [saleId, setSaleId] = useState<string>();
  const [done, setDone] = useState<Schemas['SaleDto']>();
  const sale = useCreateSale();
  const { totals } = priced(basket);

  const scan = async (barcode: string, quantity: number) => {
    setNotice(undefined);
    setScans((running) => running + 1);
    try {
      const { product, pack } = await lookUpBarcode(barcode);
      changeBasket((current) => added(current, product, pack, quantity));
      beep('scan');
    } catch (error) {
      beep('error');
      const { code, detail } = problemOf(error);
      setNotice(code === 'unknown_barcode' ? `No product has the barcode ${barcode}.` : `${barcode}: ${detail}`);
    } finally {
      setScans((running) => running - 1);
    }
  };

  const beginPayment = () => {
    // A scan still on its way belongs to this sale.
    if (basket.length === 0 || scans > 0 || saleId || done) return;
    sale.reset();
    setSaleId(crypto.randomUUID());
  };

  const endPayment = () => {
    setSaleId(undefined);
    requestAnimationFrame(() => field.current?.focus());
  };

  const pay = (tender: PaidWith) => {
    if (!saleId) return;
    const lines = basket.map(({ productId, packId, quantity }) => ({ productId, packId, quantity }));
    sale.mutate(
      { id: saleId, lines, tenders: tender.amountCents > 0 ? [tender] : [], totalCents: totals.totalCents },
      {
        onSuccess: (answer) => {
          beep('done');
          changeBasket(() => []);
          setSaleId(undefined);
          setDone(answer);
        },
        onError: (error) => {
          beep('error');
          if (!(error instanceof ApiError) || error.problem.code !== 'price_changed') return;
          changeBasket((current) => repriced(current, error.problem['quote'] as Schemas['QuoteAnswerDto']));
          setNotice('A price changed meanwhile. Check the new total with the customer, then take payment.');
          endPayment();
        },
      },
    );
  };

  const next = () => {
    setDone(undefined);
    setNotice(undefined);
    requestAnimationFrame(() => field.current?.focus());
  };

  useHotkeys([['F9', beginPayment]], [], true);

  return (
    <Box
      p="md"
      maw={1000}
      mx="auto"
      h="100%"
      style={{ display: 'flex', flexDirection: 'column', gap: 12, minHeight: 0 }}
    >
      <ScanField
        field={field}
        currency={currency}
        busy={scans > 0}
        onScan={(barcode, quantity) => void scan(barcode, quantity)}
        onPick={(product, pack, quantity) => {
          setNotice(undefined);
          changeBasket((current) => added(current, product, pack, quantity));
          beep('scan');
        }}
      />
      {notice && (
        <Alert
          color="orange"
          variant="light"
          role="alert"
          withCloseButton
          closeButtonLabel="Dismiss"
          onClose={() => setNotice(undefined)}
        >
          {notice}
        </Alert>
      )}
      <Paper withBorder p="md" style={{ flex: 1, overflowY: 'auto', minHeight: 0 }} tabIndex={0} aria-label="Sale">
        <BasketLines
          basket={basket}
          currency={currency}
          onQuantity={(entry, quantity) => changeBasket((current) => withQuantity(current, entry, quantity))}
        />
      </Paper>
      <Group justify="space-between">
        <Text size="xl" fw={700} aria-label="Total">
          {formatCents(totals.totalCents, currency)}
          <Text span c="dimmed" size="md" fw={400}>
            {' '}
            {totals.units} {totals.units === 1 ? 'unit' : 'units'}
          </Text>
        </Text>
        <Button size="xl" onClick={beginPayment} disabled={basket.length === 0 || scans > 0}>
          Pay (F9)
        </Button>
      </Group>
      {saleId && (
        <TenderDialog
          totalCents={totals.totalCents}
          currency={currency}
          pending={sale.isPending}
          error={sale.error}
          onPay={pay}
          onClose={() => !sale.isPending && endPayment()}
        />
      )}
      {done && <SaleDone sale={done} currency={currency} onNext={next} />}
    </Box>
  );
}
