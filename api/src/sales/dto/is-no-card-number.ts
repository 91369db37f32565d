import { mayBeCardNumber } from '@liquor-pos/domain/tenders/tender-reference';
import { ValidateBy } from 'class-validator';

/** A card's number is written down nowhere; its last four digits may be. */
export function IsNoCardNumber(): PropertyDecorator {
  return ValidateBy({
    name: 'isNoCardNumber',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && !mayBeCardNumber(value),
      defaultMessage: () => '$property must not be the number of a card',
    },
  });
}
