import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ValidateBy } from 'class-validator';
import { isCalendarDay } from './is-calendar-day';

const INSTANT = /^(20\d{2}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

/** An instant of this century in ISO 8601, with its offset; a number, a bare day or 30 February is none. Arrives as a `Date`. */
export function IsInstant(): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, format: 'date-time' }),
    Transform(({ value }: { value: unknown }) => instantOf(value) ?? value),
    ValidateBy({
      name: 'isInstant',
      validator: {
        validate: (value) => value instanceof Date,
        defaultMessage: (args) => `${args?.property} must be an instant of this century such as 2026-01-31T18:30:00Z`,
      },
    }),
  );
}

export function instantOf(value: unknown): Date | undefined {
  if (typeof value !== 'string') return undefined;
  const day = INSTANT.exec(value)?.[1];
  return day !== undefined && isCalendarDay(day) ? new Date(value) : undefined;
}
