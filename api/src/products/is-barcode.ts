import { readBarcode } from '@liquor-pos/domain/barcode/barcode';
import { ValidateBy, type ValidationOptions } from 'class-validator';

const PRINTABLE = /^[\x21-\x7e]{1,48}$/;

/** A barcode as a scanner sends it; where its length carries a check digit, with the right one. */
export function IsBarcode(options?: ValidationOptions): PropertyDecorator {
  return ValidateBy(
    {
      name: 'isBarcode',
      validator: {
        validate: (value) => faultOf(value) === undefined,
        defaultMessage: (args) => {
          const values: unknown[] = Array.isArray(args?.value) ? args.value : [args?.value];
          return values.map(faultOf).find((fault) => fault !== undefined) ?? 'is not a barcode';
        },
      },
    },
    options,
  );
}

function faultOf(value: unknown): string | undefined {
  if (typeof value !== 'string' || !PRINTABLE.test(value.trim())) {
    return 'a barcode must be 1 to 48 printable characters without spaces';
  }
  const reading = readBarcode(value);
  return reading.valid ? undefined : reading.message;
}
