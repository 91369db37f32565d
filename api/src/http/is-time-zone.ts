import { isTimeZone } from '@liquor-pos/domain/time/business-date';
import { ValidateBy } from 'class-validator';

/** An IANA time zone this Node knows. */
export function IsTimeZone(): PropertyDecorator {
  return ValidateBy({
    name: 'isTimeZone',
    validator: {
      validate: (value) => typeof value === 'string' && isTimeZone(value),
      defaultMessage: (args) => `${args?.property} must be an IANA time zone such as America/Chicago`,
    },
  });
}
