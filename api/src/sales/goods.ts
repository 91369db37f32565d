import { badInput } from '../errors/domain-error';
import type { BasketDto, GiftCardInputDto } from './dto/sale-input.dto';

/** A request's goods alone, and the gift cards that are sold with them. */
export interface Apart<T> {
  goods: T;
  giftCards: GiftCardInputDto[];
}

/**
 * Gift cards are lines of a request and no goods: nothing prices, counts or takes them back as such.
 * @throws DomainError `validation_failed` for a line that is both
 */
export function apart<T extends Pick<BasketDto, 'lines'>>(input: T): Apart<T> {
  input.lines.forEach(({ giftCard, quantity, ...goods }, index) => {
    const both = (quantity ?? 1) !== 1 || Object.values(goods).some((value) => value !== undefined);
    if (giftCard && both) throw badInput([{ path: `lines.${index}.giftCard`, message: 'stands on a line of its own' }]);
  });
  return {
    goods: { ...input, lines: input.lines.filter(({ giftCard }) => !giftCard) },
    giftCards: input.lines.flatMap(({ giftCard }) => giftCard ?? []),
  };
}
