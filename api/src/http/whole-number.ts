import { Transform } from 'class-transformer';

/** A number in a query, as people write whole numbers; `1e3` and `0x10` are left what they are, which is none. */
export function WholeNumber(): PropertyDecorator {
  return Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value,
  );
}
