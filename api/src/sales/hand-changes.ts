import { Injectable } from '@nestjs/common';
import { Types } from 'mongoose';
import type { Actor } from '../access/actor';
import type { Permission } from '../access/permissions';
import { AuditLog } from '../audit/audit-log';
import type { Posting } from '../ledger/book';
import type { SaleApproval, SaleLine } from '../ledger/documents/sale.schema';
import type { CreateSaleDto } from './dto/sale-input.dto';

/** What others allowed for a sale, as it is kept with it. */
export function approvalsOf({ lent }: Actor): SaleApproval[] {
  return [...lent].map(([permission, { id, name }]) => ({ permission, by: { id: new Types.ObjectId(id), name } }));
}

/** Prices changed by hand go into the log with the sale, whoever changed them. */
@Injectable()
export class HandChanges {
  constructor(private readonly log: AuditLog) {}

  post(
    actor: Actor,
    { id: subject, registerId, lines, discount, customer }: CreateSaleDto,
    sold: readonly SaleLine[],
  ): Posting[] {
    const about = lines.map(({ override, discount: ofLine }, index) => {
      const { name, packName, quantity, unitPriceCents } = sold[index] ?? {};
      return { name, packName, quantity, unitPriceCents, override, discount: ofLine };
    });
    const entry = (action: Permission, after: object): Posting =>
      this.log.posting(actor, {
        action,
        subject,
        registerId: registerId ?? null,
        approvedBy: actor.lent.get(action) ?? null,
        after: JSON.parse(JSON.stringify(after)) as object,
      });
    const overridden = about.filter(({ override }) => override);
    const reduced = about.filter((line) => line.discount);
    const ofWhom = customer?.groups?.length || customer?.taxExemption ? customer : undefined;
    return [
      ...(overridden.length > 0 ? [entry('sale.price_override', { lines: overridden })] : []),
      ...(reduced.length > 0 || discount || ofWhom
        ? [entry('sale.discount', { lines: reduced, discount, customer: ofWhom })]
        : []),
    ];
  }
}
