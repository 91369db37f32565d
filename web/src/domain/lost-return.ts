import type { Schemas } from '../lib/api-client';
import { isUnsettled, problemOf } from '../lib/problem';
import { readStored } from '../lib/stored';

/** As it was asked for; whoever allowed it is asked again. */
export type AskedReturn = Omit<Schemas['ReturnSaleDto'], 'approval'>;

/** What was asked for of a sale in this tab, and nobody knows whether it was taken: it is asked for again as it was, under its own id. */
export function lostReturn(saleId: string): AskedReturn | undefined {
  return readStored<AskedReturn>(sessionStorage.getItem(keyOf(saleId)), isAsked);
}

/** Remembers what was asked for until its fate is known. @param error nothing, once it was taken */
export function noteReturn(saleId: string, body: Schemas['ReturnSaleDto'], error: unknown): void {
  const { approval: _, ...asked } = body;
  if (error && isUnsettled(problemOf(error))) sessionStorage.setItem(keyOf(saleId), JSON.stringify(asked));
  else sessionStorage.removeItem(keyOf(saleId));
}

/** How many of each line. */
export function picksOf(lines: readonly { line: number; quantity: number }[]): Record<number, number> {
  return Object.fromEntries(lines.map(({ line, quantity }) => [line, quantity]));
}

function isAsked({ id, lines }: Partial<AskedReturn>): boolean {
  return typeof id === 'string' && Array.isArray(lines);
}

function keyOf(saleId: string): string {
  return `lost.return.1.${saleId}`;
}
