import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { changedFields } from '../audit/changed-fields';
import { DomainError, notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { assertNamesChange } from '../http/without-undefined';
import { Shift } from '../ledger/books/drawer/shift.schema';
import { shiftOpen } from '../ledger/books/drawer/shift-open';
import { inTransaction } from '../mongo/transaction';
import { Register } from '../store-directory/register.schema';
import { Store } from '../store-directory/store.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import type { StoreDto, UpdateRegisterDto } from './dto/store.dto';
import { StoresService } from './stores.service';

/** Registers after they were made: their names, and whether they sell. */
@Injectable()
export class RegistersService {
  constructor(
    @InjectModel(Register.name, TENANT) private readonly registers: Model<Register>,
    @InjectModel(Store.name, TENANT) private readonly storeModel: Model<Store>,
    @InjectModel(Shift.name, TENANT) private readonly shifts: Model<Shift>,
    private readonly current: CurrentTenant,
    private readonly stores: StoresService,
    private readonly directory: StoreDirectory,
    private readonly log: AuditLog,
  ) {}

  /**
   * A store whose registers are all closed is closed; the organization keeps one that sells.
   * @throws DomainError `register_not_found`, `shift_open` where its drawer was not counted, `last_register` where none would be open any more
   */
  async update(actor: Actor, id: string, { name, closed }: UpdateRegisterDto): Promise<StoreDto> {
    actor.require('settings.write');
    assertNamesChange({ name, closed });
    const _id = objectIdOr(id, () => notFound('register'));
    const storeId = await inTransaction(this.current.connection, async (session) => {
      const register = await this.registers.findById(_id).session(session).lean();
      if (!register) throw notFound('register');
      if (closed === true && !register.closedAt) {
        await this.assertAnotherIsOpen(_id, session);
        await this.assertDrawerCounted(register, session);
      }
      const changes = {
        ...(name !== undefined && { name }),
        ...(closed !== undefined && { closedAt: closed ? (register.closedAt ?? new Date()) : null }),
      };
      await this.registers.updateOne({ _id }, { $set: changes }, { session });
      const said = changedFields(register, changes);
      await this.log.write(actor, { action: 'register.update', subject: id, registerId: id, ...said }, session);
      return register.storeId;
    });
    this.directory.forgetDefault();
    return this.stores.get(storeId);
  }

  /** Nobody could count it afterwards: its till is gone with it. */
  private async assertDrawerCounted({ latestShiftId }: Register, session: ClientSession): Promise<void> {
    const open =
      latestShiftId && (await this.shifts.findOne({ _id: latestShiftId, closedAt: null }).session(session).lean());
    if (open) throw shiftOpen(open);
  }

  private async assertAnotherIsOpen(_id: Types.ObjectId, session: ClientSession): Promise<void> {
    // Two who close the last two registers at once meet at the first store, whichever stores theirs are of.
    await this.storeModel.updateOne({ number: 1 }, { $inc: { registerChanges: 1 } }, { session });
    if (await this.registers.exists({ closedAt: null, _id: { $ne: _id } }).session(session)) return;
    throw new DomainError('last_register', 'One register stays open. Open another one first.', {
      errors: [{ path: 'closed', message: 'would leave no register that sells' }],
    });
  }
}
