/** What one call may name; far above any sale, far below what adds up to an inexact number. */
export const MAX_QUANTITY = 10_000;
/** Empties can outweigh what is bought. */
export const LEAST_BASKET_CENTS = -10_000_000;
export const MAX_CENTS = 10_000_000_000;
