import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { idReused, notFound } from '../errors/domain-error';
import { Sale } from '../ledger/documents/sale.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { ReprintDto } from './dto/reprint.dto';

/** Receipts that were printed again: a second one of a sale is what a return of nothing begins with. */
@Injectable()
export class ReprintsService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    private readonly directory: StoreDirectory,
    private readonly log: AuditLog,
  ) {}

  /** Once for an id. @throws DomainError `sale_not_found`, `register_not_found`, `id_reused` */
  async record(actor: Actor, saleIdAsGiven: string, { id, registerId }: ReprintDto): Promise<void> {
    actor.require('sale.read');
    const _id = saleIdAsGiven.toLowerCase();
    const sale = await this.sales
      .findOne({ _id, kind: { $in: ['sale', 'return'] } })
      .select({ receiptNumber: 1 })
      .lean();
    if (!sale) throw notFound('sale');
    if (registerId !== undefined) await this.directory.register(registerId);
    const after = { receiptNumber: sale.receiptNumber };
    const content = {
      _id: `reprinted:${id}`,
      action: 'sale.reprinted',
      subject: _id,
      registerId: registerId ?? null,
      after,
    };
    const earlier = await this.log.writeOnce(actor, content);
    const isSame = earlier?.actor.id === actor.id && earlier.subject === _id;
    if (earlier && !(isSame && earlier.registerId === content.registerId)) throw idReused('reprint');
  }
}
