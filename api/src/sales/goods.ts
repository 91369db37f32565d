import { badInput } from '../errors/domain-error';
import type { AccountPaymentInputDto, BasketDto, GiftCardInputDto } from './dto/sale-input.dto';

/** A request's goods alone, and what is sold with them that is none: gift cards, and payments into house accounts. */
export interface Apart<T> {
  goods: T;
  giftCards: GiftCardInputDto[];
  accountPayments: AccountPaymentInputDto[];
}

/**
 * Gift cards and payments on account are lines of a request and no goods: nothing prices, counts or takes them back as such.
 * @throws DomainError `validation_failed` for a line that is both
 */
export function apart<T extends Pick<BasketDto, 'lines'>>(input: T): Apart<T> {
  input.lines.forEach(({ giftCard, accountPayment, quantity, ...goods }, index) => {
    const name = accountPayment ? 'accountPayment' : 'giftCard';
    const isValue = giftCard !== undefined || accountPayment !== undefined;
    const others = Object.values({ ...goods, ...(accountPayment && { giftCard }) });
    const both = (quantity ?? 1) !== 1 || others.some((value) => value !== undefined);
    if (isValue && both) throw badInput([{ path: `lines.${index}.${name}`, message: 'stands on a line of its own' }]);
  });
  return {
    goods: { ...input, lines: input.lines.filter(({ giftCard, accountPayment }) => !giftCard && !accountPayment) },
    giftCards: input.lines.flatMap(({ giftCard }) => giftCard ?? []),
    accountPayments: input.lines.flatMap(({ accountPayment }) => accountPayment ?? []),
  };
}

/** Goods, gift cards and payments are each counted among their own kind where they are looked at apart. */
const PLACE = /^lines\.(\d+)(\.giftCard|\.accountPayment)?/;

/** Names a line that was looked at apart by the place it was sent at. */
export function asSent({ lines }: Pick<BasketDto, 'lines'>): (path: string) => string {
  const places = { '': [] as number[], '.giftCard': [] as number[], '.accountPayment': [] as number[] };
  lines.forEach(({ giftCard, accountPayment }, index) => {
    places[giftCard ? '.giftCard' : accountPayment ? '.accountPayment' : ''].push(index);
  });
  return (path) =>
    path.replace(PLACE, (_, index: string, kind: keyof typeof places = '') => {
      return `lines.${places[kind][Number(index)] ?? index}${kind}`;
    });
}
