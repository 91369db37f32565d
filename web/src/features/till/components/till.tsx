import { Alert, Box, Button, Group, Paper, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useRef, useState } from 'react';
import type { Schemas } from '../../../lib/api-client';
import { formatCents } from '../../../lib/format';
import { problemOf } from '../../../lib/problem';
import { beep } from '../../../lib/sounds';
import { useProfile } from '../../session/session';
import { type SaleOutcome, useCreateSale } from '../api/create-sale';
import { lookUpCode } from '../api/look-up-code';
import { added, priced, repriced, withQuantity } from '../basket';
import { readScanInput } from '../scan-input';
import { useScannerAnywhere } from '../scanner';
import { useOpenSale } from '../till-state';
import { BasketLines } from './basket-lines';
import { SaleDone } from './sale-done';
import { ScanField } from './scan-field';
import { type PaidWith, TenderDialog } from './tender-dialog';

/** The till: scan, pay, change, next. */
export function Till() {
  const { user, organization } = useProfile();
  const { currency } = organization;
  const field = useRef<HTMLInputElement>(null);
  const { sale, changeBasket, renewId, startNext } = useOpenSale(user.id);
  const { basket } = sale;
  const [typed, setTyped] = useState('');
  const [scans, setScans] = useState(0);
  const [notice, setNotice] = useState<string>();
  const [paying, setPaying] = useState(false);
  const [done, setDone] = useState<SaleOutcome>();
  const { totals } = priced(basket);

  const focusField = () => requestAnimationFrame(() => field.current?.focus());

  const creation = useCreateSale((outcome) => {
    beep('done');
    startNext();
    setPaying(false);
    setDone(outcome);
  });

  const addCode = async (code: string, quantity: number) => {
    setScans((running) => running + 1);
    try {
      const { product, pack } = await lookUpCode(code);
      changeBasket((current) => added(current, product, pack, quantity));
      beep('scan');
    } catch (error) {
      beep('error');
      const problem = problemOf(error);
      const unknown = problem.code === 'unknown_barcode';
      setNotice(unknown ? `No product has the barcode ${code}.` : `${code}: ${problem.detail}`);
    } finally {
      setScans((running) => running - 1);
    }
  };

  const next = () => {
    setDone(undefined);
    setNotice(undefined);
    focusField();
  };

  useScannerAnywhere(
    !paying,
    typed,
    (key) => {
      if (done) next();
      setTyped((text) => text + key);
      focusField();
    },
    () => {
      const { text, quantity, isBarcode } = readScanInput(typed);
      if (!isBarcode) return;
      setTyped('');
      void addCode(text, quantity);
    },
  );

  const beginPayment = () => {
    // A scan still on its way belongs to this sale.
    if (basket.length === 0 || scans > 0 || paying || done) return;
    creation.reset();
    setPaying(true);
  };

  const endPayment = () => {
    setPaying(false);
    focusField();
  };

  const pay = (tender: PaidWith) => {
    const lines = basket.map(({ productId, packId, quantity }) => ({ productId, packId, quantity }));
    const tenders = tender.amountCents > 0 ? [tender] : [];
    creation.mutate({ id: sale.id, lines, tenders, totalCents: totals.totalCents }, { onError: refused });
  };

  const refused = (error: unknown) => {
    beep('error');
    const problem = problemOf(error);
    // Without an answer, or with one that says nothing of the sale, the id must stay.
    if (problem.status < 400 || problem.status >= 500) return;
    renewId();
    if (problem.code !== 'price_changed') return;
    changeBasket((current) => repriced(current, problem['quote'] as Schemas['QuoteAnswerDto']));
    setNotice('A price changed meanwhile. Check the new total with the customer, then take payment.');
    endPayment();
  };

  useHotkeys([['F9', beginPayment]], [], true);

  return (
    <Box p="md" maw={1000} mx="auto" h="100%" style={COLUMN}>
      <ScanField
        field={field}
        typed={typed}
        onTyped={setTyped}
        currency={currency}
        busy={scans > 0}
        onCode={(code, quantity) => void addCode(code, quantity)}
        onPick={(product, pack, quantity) => {
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
          onClose={() => {
            setNotice(undefined);
            focusField();
          }}
        >
          {notice}
        </Alert>
      )}
      <Paper withBorder p="md" style={{ flex: 1, overflowY: 'auto', minHeight: 0 }} tabIndex={0} aria-label="Sale">
        <BasketLines
          basket={basket}
          currency={currency}
          onQuantity={(entry, quantity) => {
            changeBasket((current) => withQuantity(current, entry, quantity));
            focusField();
          }}
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
      {paying && (
        <TenderDialog
          totalCents={totals.totalCents}
          currency={currency}
          pending={creation.isPending}
          error={creation.error}
          onPay={pay}
          onClose={() => !creation.isPending && endPayment()}
        />
      )}
      {done && <SaleDone outcome={done} currency={currency} onNext={next} />}
    </Box>
  );
}

const COLUMN = { display: 'flex', flexDirection: 'column', gap: 12, minHeight: 0 } as const;
