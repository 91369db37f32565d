import { canonicalReference, isReference } from '@liquor-pos/domain/customers/customer-reference';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';

/** By which a store knows a customer, in one form however it was typed. */
export function IsCustomerReference(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? canonicalReference(value) : value)),
    ValidateBy({
      name: 'isCustomerReference',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isReference(value),
        defaultMessage: () => '$property must be 3 to 60 letters of the Latin alphabet and digits, and no payment card',
      },
    }),
  );
}
