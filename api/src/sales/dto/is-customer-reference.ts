import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsString, Matches } from 'class-validator';
import { IsNoCardNumber } from './is-no-card-number';

/** By which a store knows a customer, in one form however it was typed: without spaces, dashes and brackets, in capitals. */
export function IsCustomerReference(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' ? value.replaceAll(/[\s()-]/g, '').toUpperCase() : value,
    ),
    IsString(),
    Matches(/^[\p{L}\p{N}.@+_]{3,60}$/u, { message: '$property must be 3 to 60 letters and digits' }),
    IsNoCardNumber(),
  );
}
