import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsString, Matches } from 'class-validator';
import { IsNoCardNumber } from './is-no-card-number';

/**
 * By which a store knows a customer, in one form however it was typed: what is limited to so much for each of them is counted by it. Letters
 * lose their accents and wide forms, and anything else but letters and digits is left out; a phone number of North America its 1.
 */
export function IsCustomerReference(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? canonical(value) : value)),
    IsString(),
    Matches(/^[A-Z0-9@]{3,60}$/, { message: '$property must be 3 to 60 letters of the Latin alphabet and digits' }),
    IsNoCardNumber(),
  );
}

function canonical(typed: string): string {
  const plain = typed
    .normalize('NFKD')
    .replaceAll(/[\p{M}\p{P}\p{Z}\p{Cf}+]/gu, (sign) => (sign === '@' ? sign : ''))
    .toUpperCase();
  return /^1\d{10}$/.test(plain) ? plain.slice(1) : plain;
}
