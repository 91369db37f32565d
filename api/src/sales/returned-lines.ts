import { type Cents, cents, multiplyDivide } from '@liquor-pos/domain/money/money';
import { type ReturnedLine, returnLines, type SoldLine } from '@liquor-pos/domain/returns/return-lines';
import { DomainError, notFound } from '../errors/domain-error';
import type { Sale, SaleLine } from '../ledger/documents/sale.schema';
import type { ReturnPickDto, ReturnSaleDto } from './dto/take-back.dto';

/**
 * The lines that come back, with what was charged for them, as positive figures.
 * @throws DomainError `sale_line_not_found`, `already_returned`, `validation_failed` for a line named twice
 */
export function returnedLines(sale: Sale, input: Pick<ReturnSaleDto, 'lines'>): SaleLine[] {
  const returned = returnLines(sale.lines.map(toSoldLine), input.lines);
  if (!returned.accepted) throw returnRefused(returned, input);
  return returned.lines.map((line) => {
    const of = sale.lines[line.line] as SaleLine;
    return {
      ...of,
      ...line,
      productId: of.productId,
      costCents: costOf(of, line),
      trace: [],
      returnedQuantity: 0,
      saleLine: line.line,
    };
  });
}

function toSoldLine(line: SaleLine): SoldLine {
  return { ...line, productId: line.productId.toString() };
}

/** The cost that left comes back as the figures do: all returns of a line add up to it. */
function costOf({ costCents, quantity, returnedQuantity }: SaleLine, part: ReturnedLine): Cents {
  const upTo = (packs: number) => multiplyDivide(costCents, packs, quantity);
  return cents(upTo(returnedQuantity + part.quantity) - upTo(returnedQuantity));
}

function returnRefused(
  { fault, line, left }: { fault: 'no_such_line' | 'already_returned' | 'picked_twice'; line: number; left: number },
  { lines }: Pick<ReturnSaleDto, 'lines'>,
): DomainError {
  const path = `lines.${lines.findIndex((pick) => pick.line === line)}`;
  if (fault === 'no_such_line') return notFound('sale line', `${path}.line`);
  if (fault === 'picked_twice') {
    return new DomainError('validation_failed', 'The request is not valid; see errors.', {
      errors: [{ path: `${path}.line`, message: 'is named twice' }],
    });
  }
  return new DomainError('already_returned', `Of line ${line} only ${left} can still be returned.`, {
    errors: [{ path: `${path}.quantity`, message: `is more than the ${left} left` }],
  });
}

/** What of a sale comes back, as a request's hash has it. */
export function hashedPicks(lines: readonly ReturnPickDto[]): unknown[] {
  return lines.map(({ line, quantity, disposition }) => [line, quantity, ...(disposition ? [disposition] : [])]);
}
