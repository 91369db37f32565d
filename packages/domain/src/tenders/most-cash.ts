import { type Cents, cents } from '../money/money.ts';

/** What a customer may hand over more than is due, in notes of 5, 10, 20, 50 and 100; past the largest in more of those. */
const NOTES_CENTS = [500, 1000, 2000, 5000, 10_000];
const LARGEST_NOTE_CENTS = 10_000;
const NOTES_ABOVE = 4;

/**
 * The most cash that is taken for what is due: more is a slip of the hand, or a way to have change paid out that nobody is owed.
 * Up to the fourth note above it, unless a store says how much change is given at the most.
 *
 * @param dueCents what is to be paid in cash; negative where it is paid out
 * @param changeLimitCents the store's limit for change; null for the notes
 */
export function mostCash(dueCents: Cents, changeLimitCents: number | null): Cents {
  const due = Math.max(dueCents, 0);
  if (changeLimitCents !== null) return cents(due + changeLimitCents);
  const above = NOTES_CENTS.filter((note) => note > due);
  const fourth = above[NOTES_ABOVE - 1];
  if (fourth !== undefined) return cents(fourth);
  const hundreds = Math.max(Math.floor(due / LARGEST_NOTE_CENTS), above.length > 0 ? 1 : 0);
  return cents((hundreds + NOTES_ABOVE - above.length) * LARGEST_NOTE_CENTS);
}
