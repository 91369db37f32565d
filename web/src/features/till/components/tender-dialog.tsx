import '../till-dialogs.css';
import { cents } from '@liquor-pos/domain/money/money';
import { mostCash } from '@liquor-pos/domain/tenders/most-cash';
import { type CashRounding, roundCash, settle } from '@liquor-pos/domain/tenders/settle';
import { paymentDetail } from '@liquor-pos/domain/tenders/tender-reference';
import { TENDERS, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { Button, Text, TextInput } from '@mantine/core';
import { IconCash, IconCreditCard, IconX } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { Keypad } from '../../../components/keypad';
import { ProblemAlert } from '../../../components/problem-alert';
import { sumOf } from '../../../domain/settlement';
import { readAmount } from '../../../lib/amounts';
import { formatCents } from '../../../lib/format';
import { problemOf } from '../../../lib/problem';
import { useT } from '../../../lib/texts';
import { ebtOf, type PaidWith } from '../basket';
import { quickCashAmounts } from '../cash-amounts';
import { cashDue, mostOfBenefits } from '../payment-parts';
import { AccountTender } from './account-tender';
import { APART, ApartTender, type ApartType } from './apart-tender';

interface TenderDialogProps {
  /** A gift card's code that was scanned while the dialog stood there, wherever the focus was. */
  scanned: string | undefined;
  /** It stands in its field now; the next is another one. */
  onScanUsed(): void;
  totalCents: number;
  /** What is due where it is paid like that: what benefits pay is not taxed. */
  totalOf(tenders: readonly PaidWith[]): number;
  /** What of it benefits may pay. */
  ebtEligibleCents: number;
  rounding: CashRounding;
  /** The store's limit for change; null for what notes above the total bring. */
  changeLimitCents: number | null;
  currency: string;
  /** What the store takes. */
  taken: readonly TenderType[];
  /** Parts of the payment that were taken already. */
  tendered: readonly PaidWith[];
  onTendered(tenders: readonly PaidWith[]): void;
  /** The last digit of a birth date opened it. */
  afterAge: boolean;
  pending: boolean;
  error: unknown;
  /** Codes scanned while it stands open. */
  waiting: number;
  onPay(tenders: readonly PaidWith[]): void;
  /** Sends once more what was sent last, from here or by a key of the till's. */
  onAgain(): void;
  onClose(): void;
}

/** How the customer pays. Enter pays what stands in the field in cash, all of it to begin with; less leaves a rest to pay otherwise. */
export function TenderDialog(props: TenderDialogProps) {
  const { currency, pending, error, waiting, onClose } = props;
  const t = useT();
  const [apart, setApart] = useState<{ type: ApartType; scanned?: string }>();
  const { scanned, onScanUsed } = props;
  useEffect(() => {
    if (scanned === undefined) return;
    setApart({ type: 'gift_card', scanned });
    onScanUsed();
  }, [scanned, onScanUsed]);
  // What was paid otherwise meanwhile leaves another rest: a balance that is answered behind it takes nothing.
  const tender = useTender(props, () => setApart(undefined));
  const { leftCents, cashLeftCents, cardLeftCents, changeCents, wrong } = tender;
  // Empties are worth more than what is bought.
  const due = t(tender.isOverTaken ? 'tender.overTaken' : leftCents < 0 ? 'tender.payOut' : 'tender.toPay');
  const money = (amountCents: number) => formatCents(amountCents, currency);
  const problem = error ? problemOf(error) : undefined;
  const isOfAccount = problem?.code === 'account_limit_reached';
  const isShort = isOfAccount || problem?.code === 'insufficient_balance';
  /** Another register was faster: so much is left on the card, or of the account's limit. */
  const shortOf = isShort ? Number(problem?.['balanceCents']) : undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'F8' && event.key !== 'Enter') return;
    // A key that is held is one press.
    if (event.key === 'F8' || event.repeat) event.preventDefault();
    if (event.key === 'F8' && !event.repeat && tender.mayPayByCard) tender.payByCard();
  };

  return (
    <Dialog title={t('tender.title')} size="screen" onKeyDown={onKeyDown} onClose={onClose}>
      <form className="tender" onSubmit={tender.submit}>
        <div className="tender-due">
          <Text c="dimmed">{due}</Text>
          <output className="tender-amount" aria-label={due}>
            {money(tender.isOverTaken ? tender.overCents : Math.abs(leftCents))}
          </output>
          {cashLeftCents !== leftCents && !tender.isOverTaken && (
            <Text c="dimmed">{t('tender.inCash', { amount: money(Math.abs(cashLeftCents)) })}</Text>
          )}
          {cardLeftCents !== leftCents && leftCents > 0 && !tender.isOverTaken && (
            <Text c="dimmed">{t('tender.byCard', { amount: money(cardLeftCents) })}</Text>
          )}
          <Tendered {...props} onTakeBack={tender.takeBack} />
          <div className="tender-change" aria-live="polite">
            <span>{t('tender.change')}</span>
            <strong>{money(changeCents)}</strong>
          </div>
          {waiting > 0 && (
            <Text role="status" c="var(--warning-text)">
              {t('tender.waiting', { count: waiting })}
            </Text>
          )}
          {shortOf === undefined ? (
            <ProblemAlert error={error} />
          ) : (
            <Text role="alert">
              {t(isOfAccount ? 'account.onlyLeft' : 'tender.onlyLeft', { amount: money(shortOf) })}
            </Text>
          )}
          {tender.isOverTaken && <Text role="alert">{t('tender.overTakenHint')}</Text>}
          {problem?.code === 'offline' && (
            <>
              <Text size="sm">{t('tender.lost')}</Text>
              <Button variant="default" size="md" disabled={pending} onClick={props.onAgain}>
                {t('app.retry')}
              </Button>
            </>
          )}
        </div>
        <div className="tender-take">
          <TextInput
            ref={tender.field}
            label={t('tender.amount')}
            size="xl"
            inputMode="decimal"
            data-autofocus
            value={tender.typed}
            onFocus={(event) => event.currentTarget.select()}
            onChange={(event) => tender.type(event.currentTarget.value)}
            error={wrong}
          />
          <div className="tender-notes">
            {tender.quick.map((amount) => (
              <Button
                key={amount}
                variant="light"
                size="lg"
                px={0}
                disabled={pending}
                onClick={() => tender.take('cash', amount)}
              >
                {money(amount)}
              </Button>
            ))}
          </div>
          {apart?.type === 'house_account' && (
            <AccountTender
              currency={currency}
              amountCents={tender.exactIn('house_account')}
              tendered={props.tendered}
              tooMuch={tender.cardTooMuch || leftCents <= 0}
              disabled={pending}
              onTake={tender.takeApart}
              onClose={() => setApart(undefined)}
            />
          )}
          {apart && apart.type !== 'house_account' && (
            <ApartTender
              key={`${apart.type}/${apart.scanned}`}
              type={apart.type}
              currency={currency}
              amountCents={apart.type === 'ebt' ? tender.ebtCents : tender.exactIn(apart.type)}
              tendered={props.tendered}
              tooMuch={apart.type === 'ebt' ? tender.ebtTooMuch : tender.cardTooMuch || leftCents <= 0}
              scanned={apart.scanned}
              disabled={pending}
              onTake={tender.takeApart}
              onClose={() => setApart(undefined)}
            />
          )}
          {!apart && (
            <div className="tender-keypad">
              <Keypad onKey={tender.press} onBack={tender.back} disabled={pending} />
            </div>
          )}
          <div className="tender-tiles">
            <Button
              size="xl"
              variant="default"
              leftSection={<IconCreditCard size={24} aria-hidden />}
              disabled={!tender.mayPayByCard}
              title={tender.cardTooMuch ? t('tender.cardTooMuch') : undefined}
              onClick={tender.payByCard}
            >
              {t('tender.card')}
            </Button>
            <Button
              size="xl"
              type="submit"
              variant={apart ? 'default' : 'filled'}
              leftSection={<IconCash size={24} aria-hidden />}
              loading={pending}
              disabled={!tender.mayPayCash}
            >
              {t('tender.cash')}
            </Button>
          </div>
          <div className="tender-apart">
            {APART.filter((type) => props.taken.includes(type)).map((type) => (
              <Button
                key={type}
                size="md"
                px={4}
                variant={type === apart?.type ? 'light' : 'default'}
                disabled={pending || tender.isOverTaken || leftCents <= 0}
                aria-pressed={type === apart?.type}
                onClick={() => setApart(type === apart?.type ? undefined : { type })}
              >
                {t(`tender.${type}`)}
              </Button>
            ))}
          </div>
        </div>
      </form>
    </Dialog>
  );
}

/** What was taken so far; each part can be handed back. */
function Tendered(props: TenderDialogProps & { onTakeBack(left: readonly PaidWith[]): void }) {
  const { tendered, currency, pending, onTakeBack } = props;
  const t = useT();
  if (tendered.length === 0) return null;
  return (
    <ul className="tendered" aria-label={t('tender.taken')}>
      {tendered.map((one, index) => {
        const type = [t(`tender.${one.type}`), paymentDetail(one)].filter(Boolean).join(' ');
        const values = { type, amount: formatCents(one.amountCents, currency) };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: tenders are only added at the end
          <li key={index}>
            <span>{values.type}</span>
            <strong>{values.amount}</strong>
            <button
              type="button"
              className="line-remove"
              disabled={pending}
              aria-label={t('tender.undo', values)}
              onClick={() => onTakeBack(tendered.filter((_, other) => other !== index))}
            >
              <IconX size={18} aria-hidden />
            </button>
          </li>
        );
      })}
    </ul>
  );
}

/** What stands in the field and what it would pay. */
function useTender(props: TenderDialogProps, onPart: () => void) {
  const { totalCents, totalOf, ebtEligibleCents, rounding, changeLimitCents, currency } = props;
  const { taken, tendered, onTendered, pending, onPay, afterAge } = props;
  const t = useT();
  const field = useRef<HTMLInputElement>(null);
  const leftCents = totalCents - sumOf(tendered);
  /** Offers may depend on how it is paid. */
  const totalIn = (type: PaidWith['type']) => totalOf([...tendered, { type, amountCents: 0 }]);
  const cashTotalCents = totalIn('cash');
  const cardLeftCents = totalIn('card') - sumOf(tendered);
  const cashLeftCents = cashDue(cashTotalCents, tendered, rounding);
  const [typed, setTyped] = useState(asTyped(cashLeftCents));
  const read = readAmount(typed);
  const untouched = typed === asTyped(cashLeftCents);
  // More is no payment: a key too many, or a scanner that typed a barcode into the field.
  const cashPaidCents = sumOf(tendered.filter(({ type }) => TENDERS[type].inCoins));
  const exactlyPaidCents = sumOf(tendered.filter(({ type }) => !TENDERS[type].inCoins));
  const cashDueCents = roundCash(cents(cashTotalCents - exactlyPaidCents), rounding);
  const mostCents = mostCash(cashDueCents, changeLimitCents) - cashPaidCents;
  const amountCents = read !== undefined && read <= mostCents ? read : undefined;

  // Of what pays to the cent: less is due by now than was taken.
  const overCents = Math.max(exactlyPaidCents - Math.max(totalCents, 0), ebtOf(tendered) - ebtEligibleCents, 0);
  const isOverTaken = overCents > 0;
  const ebtMost = mostOfBenefits(
    (amountCents) => totalOf([...tendered, { type: 'ebt', amountCents }]),
    sumOf(tendered),
    taken.includes('ebt') ? Math.min(ebtEligibleCents - ebtOf(tendered), Math.max(leftCents, 0)) : 0,
  );
  const cardTooMuch = !untouched && (amountCents ?? 0) > cardLeftCents;
  const exactIn = (type: PaidWith['type']) => (untouched ? totalIn(type) - sumOf(tendered) : (amountCents ?? 0));

  /** What paid a part last, or led here. */
  const latest = useRef(afterAge ? { way: 'date' as Way, at: performance.now() } : NOTHING_PAID);
  /** What follows so closely in the same way was meant for the part, not for what is left to pay: a second tap, a scanner's second Enter. */
  const isEchoOf = (...ways: Way[]) =>
    ways.includes(latest.current.way) && performance.now() - latest.current.at < ECHO_MS;
  const take = (type: 'cash' | 'card', amount: number) => {
    if (!isEchoOf(type)) takePart({ type, amountCents: amount });
  };
  const takeApart = (part: PaidWith) => {
    latest.current = { way: 'code', at: performance.now() };
    takePart(part);
  };
  const takePart = (part: PaidWith) => {
    if (pending) return;
    onPart();
    const amount = part.amountCents;
    const tenders = [...tendered, ...(amount > 0 ? [part] : [])];
    const outcome = settle(cents(totalOf(tenders)), tenders.map(toTender), rounding);
    if (outcome.settled) return onPay(tenders);
    if (outcome.fault === 'card_over_tendered' || amount === 0) return;
    const { type } = part;
    latest.current = { way: type === 'cash' || type === 'card' ? type : 'code', at: performance.now() };
    payRest(tenders);
  };
  /** What is left stands in the field, ready to be paid or typed over: Enter pays it in cash, whatever was pressed before. */
  const payRest = (tenders: readonly PaidWith[]) => {
    onTendered(tenders);
    setTyped(asTyped(cashDue(totalOf([...tenders, { type: 'cash', amountCents: 0 }]), tenders, rounding)));
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.select();
    });
  };
  return {
    field,
    typed,
    /** Whoever types an amount has left the date behind. */
    type: (text: string) => {
      if (isEchoOf('date')) latest.current = NOTHING_PAID;
      setTyped(text);
    },
    leftCents,
    cashLeftCents,
    cardLeftCents,
    changeCents: Math.max((amountCents ?? 0) - Math.max(cashLeftCents, 0), 0),
    isOverTaken,
    overCents,
    mayPayCash: amountCents !== undefined && !isOverTaken,
    quick: cashLeftCents > 0 && !isOverTaken ? quickCashAmounts(cashLeftCents, mostCents) : [],
    mayPayByCard: !pending && !isOverTaken && !cardTooMuch && leftCents > 0 && read !== undefined,
    cardTooMuch,
    wrong:
      read === undefined
        ? t('tender.notAnAmount')
        : read > mostCents
          ? t('tender.tooMuch', { amount: formatCents(mostCents, currency) })
          : undefined,
    take,
    takeApart,
    takeBack: (left: readonly PaidWith[]) => {
      latest.current = NOTHING_PAID;
      payRest(left);
    },
    /** What pays to the cent would pay: what stands in the field, or all that is left where it was not touched. */
    exactIn,
    /** All that benefits may pay, or what stands in the field of it. */
    ebtCents: untouched ? ebtMost : (amountCents ?? 0),
    ebtTooMuch: !untouched && (amountCents ?? 0) > ebtMost,
    payByCard: () => take('card', exactIn('card')),
    submit: (event: FormEvent) => {
      event.preventDefault();
      if (amountCents !== undefined && !isOverTaken && !isEchoOf('code', 'date')) take('cash', amountCents);
    },
    /** The first key touched begins a new amount. */
    press: (key: string) => !isEchoOf('code') && setTyped(untouched ? key : typed + key),
    back: () => setTyped(untouched ? '' : typed.slice(0, -1)),
  };
}

/** In what way something is paid, by a code or a number that is typed or scanned too; or the birth date before it. */
type Way = 'cash' | 'card' | 'code' | 'date';

const NOTHING_PAID = { way: 'code' as Way, at: Number.NEGATIVE_INFINITY };

const ECHO_MS = 500;

function asTyped(amountCents: number): string {
  return (Math.max(amountCents, 0) / 100).toFixed(2);
}

function toTender({ type, amountCents }: PaidWith) {
  return { type, amountCents: cents(amountCents) };
}
