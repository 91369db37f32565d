import { NO_ROUNDING } from '@liquor-pos/pricing/settle';
import { Alert, Box, Button, Group, Paper, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Schemas } from '../../../lib/api-client';
import type { Match } from '../../../lib/catalogue/catalogue-index';
import { useCatalogue, useCatalogueStatus } from '../../../lib/catalogue/use-catalogue';
import { formatCents } from '../../../lib/format';
import { problemOf } from '../../../lib/problem';
import { beep } from '../../../lib/sounds';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type SaleOutcome, useCreateSale } from '../api/create-sale';
import { lookUpCode } from '../api/look-up-code';
import {
  added,
  askedOf,
  type Basket,
  type BasketEntry,
  type Book,
  type Pack,
  type Product,
  priced as price,
  refreshed,
  repriced,
  requestLines,
  withChange,
  withoutRestricted,
  withQuantity,
} from '../basket';
import { hoursNotice } from '../notice';
import { readScanInput } from '../scan-input';
import { useScannerAnywhere } from '../scanner';
import { useStoreClock } from '../store-clock';
import { useOpenSale } from '../till-state';
import { BasketLines } from './basket-lines';
import { CatalogueProgress } from './catalogue-progress';
import { OfferHints } from './offer-hints';
import { QuickKeys } from './quick-keys';
import { SaleTotals } from './sale-totals';
import { ScanField } from './scan-field';
import type { PaidWith } from './tender-dialog';

/** Loaded behind the till, as soon as it stands: the first scan need not wait for them. */
const loaders = {
  age: () => import('./age-dialog').then(({ AgeDialog }) => ({ default: AgeDialog })),
  pay: () => import('./tender-dialog').then(({ TenderDialog }) => ({ default: TenderDialog })),
  done: () => import('./sale-done').then(({ SaleDone }) => ({ default: SaleDone })),
  keys: () => import('./keys-dialog').then(({ KeysDialog }) => ({ default: KeysDialog })),
  discount: () => import('./discount-dialog').then(({ DiscountDialog }) => ({ default: DiscountDialog })),
  line: () => import('./line-dialog').then(({ LineDialog }) => ({ default: LineDialog })),
  quickAdd: () => import('./quick-add-dialog').then(({ QuickAddDialog }) => ({ default: QuickAddDialog })),
  pick: () => import('./pack-picker').then(({ PackPicker }) => ({ default: PackPicker })),
};
const AgeDialog = lazy(loaders.age);
const TenderDialog = lazy(loaders.pay);
const SaleDone = lazy(loaders.done);
const KeysDialog = lazy(loaders.keys);
const DiscountDialog = lazy(loaders.discount);
const LineDialog = lazy(loaders.line);
const QuickAddDialog = lazy(loaders.quickAdd);
const PackPicker = lazy(loaders.pick);

/** Answers that say this sale was not made and will not be as it is. */
const REFUSALS = [
  'price_changed',
  'age_check_required',
  'underage',
  'outside_sale_hours',
  'out_of_stock',
  'insufficient_tender',
  'card_over_tendered',
  'product_not_found',
  'pack_not_found',
  'product_archived',
  'approval_required',
  'validation_failed',
  'sale_id_reused',
];

type Dialog =
  | { pick: Match[]; quantity: number }
  | { quickAdd: string; quantity: number }
  | 'pay'
  | 'age'
  | 'age-then-pay'
  | 'keys'
  | 'discount'
  | { line: number };

/** One register: scan, pay, change, next. */
export function Register({ book, readAt }: { book: Book; readAt: number }) {
  const t = useT();
  const queries = useQueryClient();
  const { user, organization } = useProfile();
  const { currency } = organization;
  const field = useRef<HTMLInputElement>(null);
  const { sale, passed, setPassed, changeBasket, setDiscount, renewId, startNext } = useOpenSale(user.id);
  const { basket } = sale;
  const basketRef = useRef(basket);
  basketRef.current = basket;
  const [typed, setTyped] = useState('');
  const [selected, setSelected] = useState(-1);
  const [scans, setScans] = useState(0);
  const [notice, setNotice] = useState<string>();
  const [dialog, setDialog] = useState<Dialog>();
  const [unknownCode, setUnknownCode] = useState<{ code: string; quantity: number }>();
  const [done, setDone] = useState<SaleOutcome>();

  const catalogue = useCatalogue(organization.id);
  const status = useCatalogueStatus(catalogue);
  const at = useStoreClock(book.timezone, book.now, readAt);
  const mayChangePrices = user.role !== 'cashier';
  const priced = useMemo(() => price(basket, book, at, sale.discount), [basket, book, at, sale.discount]);
  const { totals } = priced;
  const { age, hours } = askedOf(basket, book, at);
  const ageAsked = age !== undefined && (passed?.minimumAge ?? 0) < age.minimumAge;
  const aboutHours = hoursNotice(hours, at, t);

  const focusField = () => requestAnimationFrame(() => field.current?.focus());
  const closeDialog = () => {
    setDialog(undefined);
    focusField();
  };

  const creation = useCreateSale((outcome) => {
    beep('done');
    startNext();
    setDialog(undefined);
    setSelected(-1);
    setDone(outcome);
  });

  const add = (product: Product, pack: Pack, quantity: number) => {
    changeBasket((current) => added(current, product, pack, quantity));
    beep('scan');
    // Asked at the first restricted bottle, not when the queue waits for the change.
    const before = askedOf(basket, book, at).age?.minimumAge ?? 0;
    const { age: asked } = askedOf([{ product, pack, quantity }], book, at);
    if (asked && asked.minimumAge > Math.max(before, passed?.minimumAge ?? 0)) setDialog('age');
  };

  const addCode = async (code: string, quantity: number) => {
    setScans((running) => running + 1);
    try {
      const matches = await lookUpCode(catalogue, code);
      const [only] = matches;
      if (only && matches.length === 1) add(only.product, only.pack, quantity);
      else setDialog({ pick: matches, quantity });
    } catch (error) {
      beep('error');
      const problem = problemOf(error);
      const unknown = problem.code === 'unknown_barcode';
      setNotice(unknown ? t('till.unknownCode', { code }) : `${code}: ${problem.detail}`);
      if (unknown && mayChangePrices) setUnknownCode({ code, quantity });
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
    dialog === undefined,
    typed,
    (key) => {
      if (done) next();
      if ((typed === '' && press(key)) || key.length > 1) return;
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

  const changeLine = (entry: BasketEntry | undefined, quantity: (now: number) => number) => {
    if (entry) changeBasket((current) => withQuantity(current, entry, quantity(entry.quantity)));
  };

  /** A key that means something while the field is empty; anything else is typed. */
  const press = (key: string): boolean => {
    const line = basket[selected] ?? basket.at(-1);
    if (key === '?') setDialog('keys');
    else if (key === '+') changeLine(line, (quantity) => quantity + 1);
    else if (key === '-') changeLine(line, (quantity) => quantity - 1);
    else if (key === 'Delete') changeLine(line, () => 0);
    else if (key === 'ArrowDown') setSelected(Math.min(selected + 1, basket.length - 1));
    else if (key === 'ArrowUp') setSelected(selected < 0 ? basket.length - 1 : Math.max(selected - 1, 0));
    else return false;
    return true;
  };

  const dismissNotice = () => {
    setNotice(undefined);
    setUnknownCode(undefined);
    focusField();
  };

  const openLine = useCallback((index: number) => setDialog({ line: index }), []);
  const setQuantity = useCallback(
    (entry: BasketEntry, quantity: number) => {
      changeBasket((current) => withQuantity(current, entry, quantity));
      requestAnimationFrame(() => field.current?.focus());
    },
    [changeBasket],
  );

  const beginPayment = () => {
    // A scan still on its way belongs to this sale.
    if (basket.length === 0 || scans > 0 || dialog || done) return;
    if (!hours.open) return;
    creation.reset();
    setDialog(ageAsked ? 'age-then-pay' : 'pay');
  };

  const pay = (tenders: PaidWith[]) => {
    const request: Schemas['CreateSaleDto'] = {
      id: sale.id,
      lines: requestLines(basket),
      tenders,
      totalCents: totals.totalCents,
      ...(sale.discount && { discount: sale.discount }),
      ...(passed && { ageCheck: toAgeCheck(passed.check) }),
    };
    creation.mutate(request, { onError: refused });
  };

  const refused = (error: unknown) => {
    beep('error');
    const problem = problemOf(error);
    // Without an answer, or with one that says nothing of the sale, the id must stay.
    if (problem.status < 400 || problem.status >= 500) return;
    // Only a refusal of this very sale settles its id; anything else may stand between an earlier attempt and its answer.
    if (!REFUSALS.includes(problem.code)) return;
    renewId();
    // What the server knows and this till does not yet: another price, an age, hours.
    void queries.invalidateQueries({ queryKey: ['rule-book'] });
    void catalogue.refresh();
    if (problem.code === 'age_check_required' || problem.code === 'underage') {
      setPassed(undefined);
      setNotice(problem.detail);
      setDialog('age-then-pay');
    }
    if (problem.code !== 'price_changed') return;
    changeBasket((current) => repriced(current, problem['quote'] as Schemas['QuoteAnswerDto']));
    setNotice(t('till.priceChanged'));
    closeDialog();
  };

  const refuseAge = (tooYoung: boolean) => {
    beep('error');
    changeBasket((current) => withoutRestricted(current, book, at));
    setNotice(t(tooYoung ? 'age.tooYoung' : 'age.refused'));
    closeDialog();
  };

  // The basket's products are the catalogue's: what a manager changes is changed here too.
  useEffect(() => {
    if (status.revision === 0) return;
    const ids = basketRef.current.map(({ product }) => product.id);
    void catalogue.get(ids).then((products) => changeBasket((current) => refreshed(current, products)));
  }, [status.revision, catalogue, changeBasket]);

  // The network may be gone by the time one is wanted.
  useEffect(() => {
    void Promise.allSettled(Object.values(loaders).map((load) => load()));
  }, []);

  // A rule that asked for an age may be gone, or not be known here yet.
  const askingAge = dialog === 'age' || dialog === 'age-then-pay';
  useEffect(() => {
    if (askingAge && !age) setDialog(undefined);
  }, [askingAge, age]);

  // The feed of changes tells when the rules changed too.
  useEffect(() => {
    if (status.rulesVersion !== undefined && status.rulesVersion !== book.version) {
      void queries.invalidateQueries({ queryKey: ['rule-book'] });
    }
  }, [status.rulesVersion, book.version, queries]);

  useHotkeys(
    [
      ['F9', beginPayment],
      ['F2', () => !dialog && basket.length > 0 && openLine(selected < 0 ? basket.length - 1 : selected)],
      ['F4', () => !dialog && mayChangePrices && basket.length > 0 && setDialog('discount')],
    ],
    [],
    true,
  );

  const opened =
    typeof dialog === 'object' && 'line' in dialog
      ? { entry: basket[dialog.line], line: priced.lines[dialog.line] }
      : undefined;

  return (
    <Box p="md" h="100%" className="register" data-catalogue={status.ready ? 'ready' : 'loading'}>
      <Box className="register-lines">
        <CatalogueProgress status={status} />
        <ScanField
          catalogue={catalogue}
          status={status}
          field={field}
          typed={typed}
          onTyped={setTyped}
          onKey={press}
          currency={currency}
          busy={scans > 0}
          onCode={(code, quantity) => void addCode(code, quantity)}
          onPick={add}
        />
        {(notice ?? aboutHours) && (
          <Alert
            color={notice || !hours.open ? 'orange' : 'blue'}
            variant="light"
            role="alert"
            p="xs"
            withCloseButton={notice !== undefined}
            closeButtonLabel={t('app.dismiss')}
            onClose={dismissNotice}
          >
            {notice ?? aboutHours}
            {notice && unknownCode && (
              <Button
                ml="md"
                size="md"
                variant="default"
                onClick={() => {
                  setDialog({ quickAdd: unknownCode.code, quantity: unknownCode.quantity });
                  setNotice(undefined);
                }}
              >
                {t('quickAdd.open')}
              </Button>
            )}
          </Alert>
        )}
        <Paper withBorder p="xs" className="register-sale" tabIndex={0} aria-label={t('till.sale')}>
          <BasketLines
            basket={basket}
            lines={priced.lines}
            currency={currency}
            selected={selected}
            onQuantity={setQuantity}
            onOpen={openLine}
          />
        </Paper>
      </Box>
      <Box className="register-side">
        <QuickKeys
          storeId={book.storeId}
          catalogue={catalogue}
          size={status.size}
          currency={currency}
          mayArrange={mayChangePrices}
          candidate={basket[selected] ?? basket.at(-1)}
          onPick={(product, pack) => {
            add(product, pack, 1);
            focusField();
          }}
        />
        <OfferHints lines={priced.lines} />
        <SaleTotals priced={priced} currency={currency} />
        <Group justify="space-between" align="end">
          <Text c="dimmed">{t('till.units', { count: totals.units })}</Text>
          <Text fz={36} lh={1} fw={700} aria-label={t('till.total')}>
            {formatCents(totals.totalCents, currency)}
          </Text>
        </Group>
        <Group gap="xs" wrap="nowrap">
          {mayChangePrices && (
            <Button
              size="xl"
              variant="default"
              px="md"
              disabled={basket.length === 0}
              aria-label={t('till.saleDiscount')}
              onClick={() => setDialog('discount')}
            >
              %
            </Button>
          )}
          <Button size="xl" variant="default" px="md" aria-label={t('till.keys')} onClick={() => setDialog('keys')}>
            ?
          </Button>
          <Button size="xl" flex={1} onClick={beginPayment} disabled={basket.length === 0 || scans > 0 || !hours.open}>
            {t('till.pay')}
          </Button>
        </Group>
      </Box>
      <Suspense fallback={null}>
        {dialog === 'pay' && (
          <TenderDialog
            totalCents={totals.totalCents}
            rounding={book.cashRounding ?? NO_ROUNDING}
            currency={currency}
            pending={creation.isPending}
            error={creation.error}
            onPay={pay}
            onClose={() => !creation.isPending && closeDialog()}
          />
        )}
        {askingAge && age && (
          <AgeDialog
            requirement={age}
            today={at.date}
            onPassed={(check) => {
              setPassed({ minimumAge: age.minimumAge, check });
              beep('scan');
              if (dialog === 'age') closeDialog();
              else setDialog('pay');
            }}
            onRefused={refuseAge}
            onClose={closeDialog}
          />
        )}
        {dialog === 'keys' && <KeysDialog onClose={closeDialog} />}
        {dialog === 'discount' && (
          <DiscountDialog
            discount={sale.discount}
            onGive={(discount) => {
              setDiscount(discount);
              closeDialog();
            }}
            onClose={closeDialog}
          />
        )}
        {opened?.entry && opened.line && (
          <LineDialog
            entry={opened.entry}
            line={opened.line}
            currency={currency}
            mayChange={mayChangePrices}
            onChange={(change) => {
              const { entry } = opened;
              if (entry) changeBasket((current: Basket) => withChange(current, entry, change));
              closeDialog();
            }}
            onClose={closeDialog}
          />
        )}
        {typeof dialog === 'object' && 'pick' in dialog && (
          <PackPicker
            matches={dialog.pick}
            currency={currency}
            onPick={({ product, pack }) => {
              closeDialog();
              add(product, pack, dialog.quantity);
            }}
            onClose={closeDialog}
          />
        )}
        {typeof dialog === 'object' && 'quickAdd' in dialog && (
          <QuickAddDialog
            code={dialog.quickAdd}
            onAdded={({ product, pack }) => {
              closeDialog();
              add(product, pack, dialog.quantity);
              void catalogue.refresh();
            }}
            onClose={closeDialog}
          />
        )}
        {done && <SaleDone outcome={done} currency={currency} onNext={next} />}
      </Suspense>
    </Box>
  );
}

function toAgeCheck(check: NonNullable<ReturnType<typeof useOpenSale>['passed']>['check']): Schemas['AgeCheckDto'] {
  if (check.method === 'visual') return { method: 'visual' };
  if (check.method === 'birth_date') return check;
  const { method, birthDate, expiresOn } = check;
  return { method, birthDate, ...(expiresOn && { expiresOn }) };
}
