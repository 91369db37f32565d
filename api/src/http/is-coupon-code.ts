import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { Matches, type ValidationOptions } from 'class-validator';

const COUPON_CODE = /^[A-Z0-9-]{2,30}$/;

/** A store's coupon code: letters, digits and dashes. Small letters are taken for capitals, as they are typed. */
export function IsCouponCode(options?: ValidationOptions): PropertyDecorator {
  const upper = (value: unknown) => (typeof value === 'string' ? value.trim().toUpperCase() : value);
  return applyDecorators(
    Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(upper) : upper(value))),
    Matches(COUPON_CODE, { message: 'must be 2 to 30 letters, digits or dashes', ...options }),
  );
}
