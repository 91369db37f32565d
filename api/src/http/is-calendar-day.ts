import { ValidateBy } from 'class-validator';

/** A day that exists, as YYYY-MM-DD. */
export function IsCalendarDay(): PropertyDecorator {
  return ValidateBy({
    name: 'isCalendarDay',
    validator: {
      validate: (value) => typeof value === 'string' && isCalendarDay(value),
      defaultMessage: (args) => `${args?.property} must be a day such as 2026-01-31`,
    },
  });
}

export function isCalendarDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  // February 30 parses, as March 2.
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
