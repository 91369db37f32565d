import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsString, Matches, MaxLength } from 'class-validator';
import { canonicalStoredValueCode } from '../../ledger/books/stored-value/stored-value-code';

const LONGEST_AS_TYPED = 60;
const CODE = /^[0-9A-Z]{6,40}$/;

/** A gift card's code as it is typed or scanned: letters and digits, with spaces and dashes that mean nothing. */
export function IsStoredValueCode(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && value.length <= LONGEST_AS_TYPED ? canonicalStoredValueCode(value) : value,
    ),
    IsString(),
    MaxLength(LONGEST_AS_TYPED),
    Matches(CODE, { message: '$property must be 6 to 40 letters and digits' }),
  );
}
