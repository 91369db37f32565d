import { type Cents, cents, sumCents } from '@liquor-pos/domain/money/money';
import { MOST_ON_A_CARD_CENTS } from '@liquor-pos/domain/tenders/stored-value';
import { type BalanceType, hasBalance } from '@liquor-pos/domain/tenders/tender-types';
import { badInput, DomainError, notFound } from '../../../errors/domain-error';
import type { Sale } from '../../documents/sale.schema';
import type { StoredValue } from './stored-value.schema';

/** What is entered, as far as balances are concerned. */
export type EntryOfValue = Pick<Sale, '_id' | 'kind' | 'tenders' | 'giftCards' | 'accountPayments'>;

/** What an entry does to one code, and the field that named it. */
export interface Change {
  code: string;
  kind: BalanceType;
  amountCents: Cents;
  path: string;
  /** Whether a code that nobody has seen yet may come into being by it. */
  opens: boolean;
  /** Whether somebody buys or pays by it; what takes a sale back asks for nothing. */
  isAsked: boolean;
}

/** Gift cards sold and accounts paid put on their code, tenders take off theirs; of voids and returns both are negative. */
export function changesOf({ kind, tenders, giftCards, accountPayments }: Omit<EntryOfValue, '_id'>): Change[] {
  const isAsked = kind === 'sale';
  return [
    ...giftCards.map(({ code, amountCents }, index) => {
      const path = `lines.${index}.giftCard.code`;
      return { code, kind: 'gift_card' as const, amountCents, path, opens: isAsked, isAsked };
    }),
    ...accountPayments.map(({ code, amountCents }, index) => {
      const path = `lines.${index}.accountPayment.code`;
      return { code, kind: 'house_account' as const, amountCents, path, opens: false, isAsked };
    }),
    ...tenders.flatMap(({ type, code, amountCents }, index) => {
      if (code === undefined || !hasBalance(type)) return [];
      const opens = kind === 'return' && type !== 'house_account';
      return { code, kind: type, amountCents: cents(-amountCents), path: `tenders.${index}.code`, opens, isAsked };
    }),
  ];
}

/** @throws DomainError where the changes of one code may not be, by what is known of it */
export function assertAllowed(changes: readonly Change[], value: StoredValue | undefined): void {
  assertOneKind(changes, value?.kind);
  if (value?.kind === 'house_account') assertWithinLimit(changes, value);
  else assertCovered(changes, value?.balanceCents ?? cents(0));
}

/** @throws DomainError `gift_card_not_found`, `house_account_not_found` where a code is of another kind than it is called, or nobody knows it */
function assertOneKind(changes: readonly Change[], known: BalanceType | undefined): void {
  const kind = known ?? changes.find(({ opens }) => opens)?.kind;
  const wrong = changes.find((change) => change.kind !== kind);
  if (wrong) throw notFound(wrong.kind === 'house_account' ? 'house account' : 'gift card', wrong.path);
}

/**
 * What is taken off must have been on it before: a card that is charged in the same sale does not pay for itself.
 * @throws DomainError `insufficient_balance`, `validation_failed` for more than a card holds
 */
function assertCovered(changes: readonly Change[], balanceCents: Cents): void {
  const taken = changes.filter((change) => change.amountCents < 0);
  const takenCents = -sumOf(taken);
  if (takenCents > balanceCents) throw insufficient(balanceCents, taken[0]?.path ?? '');
  const charged = changes.find((change) => change.opens && change.kind === 'gift_card');
  if (charged && balanceCents + sumOf(changes) > MOST_ON_A_CARD_CENTS) {
    throw badInput([
      { path: charged.path, message: `would hold more than the ${MOST_ON_A_CARD_CENTS} cents a card may` },
    ]);
  }
}

/**
 * Bought up to its limit, and paid up to what is owed: an account does not pay itself, and is no gift card.
 * @throws DomainError `house_account_closed`, `account_limit_reached`, `validation_failed` for more than is owed
 */
function assertWithinLimit(changes: readonly Change[], { balanceCents, account }: StoredValue): void {
  const asked = changes.filter(({ isAsked }) => isAsked);
  const bought = asked.filter(({ amountCents }) => amountCents < 0);
  const paid = asked.filter(({ amountCents }) => amountCents > 0);
  const [first] = bought;
  if (first) {
    if (!account?.isOpen) throw closed(first.path);
    const leftCents = Math.max(account.limitCents + balanceCents, 0);
    if (-sumOf(bought) > leftCents) throw limitReached(cents(leftCents), first.path);
  }
  const [payment] = paid;
  if (first && payment) throw badInput([{ path: first.path, message: 'pays itself' }]);
  const owedCents = Math.max(-balanceCents, 0);
  if (payment && sumOf(paid) > owedCents) {
    throw badInput([{ path: payment.path, message: `is paid more than the ${owedCents} cents it owes` }]);
  }
}

function sumOf(changes: readonly Change[]): Cents {
  return sumCents(changes.map(({ amountCents }) => amountCents));
}

function insufficient(balanceCents: Cents, path: string): DomainError {
  return new DomainError('insufficient_balance', `Only ${balanceCents} cents are left on it.`, {
    errors: [{ path, message: `has only ${balanceCents} cents left` }],
    extra: { balanceCents },
  });
}

function limitReached(balanceCents: Cents, path: string): DomainError {
  const detail = `Only ${balanceCents} cents may still be bought on this account.`;
  return new DomainError('account_limit_reached', detail, {
    errors: [{ path, message: `has only ${balanceCents} cents left of its limit` }],
    extra: { balanceCents },
  });
}

function closed(path: string): DomainError {
  return new DomainError('house_account_closed', 'Nothing is bought on this account any more.', {
    errors: [{ path, message: 'is closed' }],
  });
}
