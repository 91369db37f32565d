import { Button, VisuallyHidden } from '@mantine/core';
import { IconDots, IconX } from '@tabler/icons-react';
import { useCallback } from 'react';
import { sumOf } from '../../../domain/settlement';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { type BasketEntry, couponsTaken } from '../basket';
import { COMMANDS, isOpen, runById, runCommand } from '../commands';
import { couponTexts } from '../coupon-texts';
import type { Till } from '../use-till';
import { BasketLines } from './basket-lines';
import { LimitHints } from './limit-hints';
import { OfferHints } from './offer-hints';
import { SaleTotals } from './sale-totals';

/** The sale: what is rung up, what that comes to, what can be done with it, and the way to pay it. */
export function SaleCard({ till }: { till: Till }) {
  return (
    <section className="sale">
      <Lines till={till} />
      <Removed till={till} />
      <ActionButtons till={till} />
      <ToPay till={till} />
    </section>
  );
}

function Lines({ till }: { till: Till }) {
  const t = useT();
  const { state, dispatch, priced, currency } = till;
  const setQuantity = useCallback(
    (entry: BasketEntry, quantity: number) => dispatch({ kind: 'quantity', entry, quantity }),
    [dispatch],
  );
  const open = useCallback(
    (index: number) => dispatch({ kind: 'dialog', dialog: { kind: 'line', index } }),
    [dispatch],
  );
  const count = useCallback(
    (index: number) => dispatch({ kind: 'dialog', dialog: { kind: 'quantity', index } }),
    [dispatch],
  );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is scrolled by keys too
    <section className="sale-scroll" tabIndex={0} aria-label={t('till.sale')}>
      {till.nothing && !state.sale.exchange && <p className="sale-empty">{t('till.scanFirst')}</p>}
      <BasketLines
        basket={state.sale.basket}
        lines={priced.lines}
        currency={currency}
        selected={state.selected}
        onQuantity={setQuantity}
        onOpen={open}
        onCount={count}
      />
      <LinesApart till={till} />
      {till.nothing && till.held.length > 0 && (
        <Button size="lg" variant="light" className="sale-held" onClick={till.holdOrShow}>
          {t('held.waiting', { count: till.held.length })}
        </Button>
      )}
    </section>
  );
}

/** Gift cards, payments on account, and what comes back for what is sold: no goods that are rung up, so nothing is counted or explained of them. */
function LinesApart({ till }: { till: Till }) {
  const t = useT();
  const { giftCards = [], accountPayments = [], exchange } = till.state.sale;
  const rows = [
    ...giftCards.map((card) => ({
      name: t('giftCard.line'),
      more: card.code,
      cents: card.amountCents,
      without: { giftCards: giftCards.filter((other) => other !== card) },
    })),
    ...accountPayments.map((payment) => ({
      name: t('account.line'),
      more: payment.name,
      cents: payment.amountCents,
      without: { accountPayments: accountPayments.filter((other) => other !== payment) },
    })),
    ...(exchange
      ? [
          {
            name: t('till.comesBack', { number: exchange.receiptNumber }),
            more: exchange.names,
            cents: -exchange.worthCents,
            without: { exchange: undefined },
          },
        ]
      : []),
  ];
  return rows.map(({ name, more, cents, without }, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a new one has nothing else that is its own
    <div key={index} className="line">
      <span className="line-about">
        <span className="line-name">{name}</span>
        {more && <span className="line-more">{more}</span>}
      </span>
      <span className="line-price">{formatCents(cents, till.currency)}</span>
      <button
        type="button"
        className="line-remove"
        aria-label={t('till.remove', { name })}
        onClick={() => till.dispatch({ kind: 'content', change: without })}
      >
        <IconX size={18} aria-hidden />
      </button>
    </div>
  ));
}

/** A line that was taken off can be had back, until the next is rung up. */
function Removed({ till }: { till: Till }) {
  const t = useT();
  const { removed } = till.state;
  if (!removed) return null;
  return (
    <div className="toast" role="status">
      <span>{t('till.removed', { name: removed.entry.product.name })}</span>
      <button type="button" onClick={() => till.dispatch({ kind: 'undo removal' })}>
        {t('app.undo')}
      </button>
    </div>
  );
}

/** What is done to a sale now and then: nothing is hidden behind a button for more. */
function ActionButtons({ till }: { till: Till }) {
  const t = useT();
  return (
    <div className="sale-actions">
      {COMMANDS.map((command) => {
        if (!command.button || command.offered?.(till) === false) return null;
        const { text, icon: Icon } = command.button;
        return (
          <button
            key={command.id}
            type="button"
            className="sale-action"
            title={command.key}
            disabled={!isOpen(command, till)}
            onClick={() => runCommand(command, till)}
          >
            <Icon size={22} stroke={1.75} aria-hidden />
            <span>{t(text)}</span>
            {command.id === 'hold' && till.held.length > 0 && <span className="count">{till.held.length}</span>}
          </button>
        );
      })}
    </div>
  );
}

function ToPay({ till }: { till: Till }) {
  const t = useT();
  const { state, priced, dueCents, currency } = till;
  const { units } = priced.totals;
  const tenderedCents = sumOf(state.sale.tendered ?? []);
  const money = (amountCents: number) => formatCents(amountCents, currency);
  return (
    <div className="sale-pay">
      <LimitHints limits={till.limits} />
      <OfferHints lines={priced.lines} />
      <SaleTotals
        priced={priced}
        customer={state.sale.customer}
        coupons={couponTexts(couponsTaken(state.sale, till.book, till.at), priced, till.book.promotions, t)}
        exchange={state.sale.exchange}
        tenderedCents={tenderedCents}
        currency={currency}
      />
      <div className="sale-total">
        <span>{t('till.units', { count: units })}</span>
        <output aria-label={t('till.total')}>{money(dueCents)}</output>
      </div>
      {till.dueInCashCents !== dueCents - tenderedCents && !till.nothing && (
        <div className="sale-in-cash">{t('tender.inCash', { amount: money(till.dueInCashCents) })}</div>
      )}
      <VisuallyHidden aria-live="polite" role="log">
        {till.chosen?.product.name}
      </VisuallyHidden>
      <div className="sale-pay-buttons">
        <Button
          size="xl"
          variant="default"
          title="F1"
          disabled={!till.mayPay || dueCents <= 0}
          onClick={() => runById('exact', till)}
        >
          {t('till.exactCash')}
        </Button>
        <Button
          size="xl"
          className="sale-more"
          variant="default"
          aria-label={t('till.more')}
          onClick={() => runById('keys', till)}
        >
          <IconDots size={22} aria-hidden />
        </Button>
        <Button size="xl" flex={1} title="F9" disabled={!till.mayPay} onClick={() => runById('pay', till)}>
          {t('till.pay')}
        </Button>
      </div>
    </div>
  );
}
