import { canonicalStoredValueCode, isStoredValueCode } from '@liquor-pos/domain/tenders/stored-value';
import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsString, MaxLength, ValidateBy } from 'class-validator';

const LONGEST_AS_TYPED = 60;

/** A gift card's code as it is typed or scanned. */
export function IsStoredValueCode(): PropertyDecorator {
  return applyDecorators(
    Transform(({ value }: { value: unknown }) =>
      typeof value === 'string' && value.length <= LONGEST_AS_TYPED ? canonicalStoredValueCode(value) : value,
    ),
    IsString(),
    MaxLength(LONGEST_AS_TYPED),
    ValidateBy({
      name: 'isStoredValueCode',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isStoredValueCode(value),
        defaultMessage: () => '$property must be 6 to 40 letters and digits',
      },
    }),
  );
}
