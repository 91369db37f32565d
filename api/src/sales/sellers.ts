import { ageOn } from '@liquor-pos/domain/pricing/age';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { User } from '../auth/user.schema';
import { DomainError } from '../errors/domain-error';
import { TENANT } from '../tenancy/tenant-connection';
import type { RatedBasket } from './basket';

/** Who may sell what, by their own age: in some states a cashier under 21 calls somebody over for spirits. */
@Injectable()
export class Sellers {
  constructor(@InjectModel(User.name, TENANT) private readonly users: Model<User>) {}

  /**
   * One round trip where a rule asks for it, none otherwise. Of whom no birth date is known the store answers for itself.
   * @throws DomainError `approval_required`; `seller_too_young` where whoever allows it is too young as well, or has nobody to ask
   */
  async assertOldEnough(actor: Actor, { age, at }: RatedBasket, session: ClientSession): Promise<void> {
    const seller = age?.seller;
    if (!seller || actor.kind !== 'user') return;
    const approver = actor.lent.get('sale.seller_age');
    const ids = [actor.id, ...(approver ? [approver.id] : [])];
    const users = await this.users
      .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } })
      .select({ birthDate: 1 })
      .session(session)
      .lean();
    const isOldEnough = (id: string) => {
      const birthDate = users.find(({ _id }) => _id.toString() === id)?.birthDate;
      return !birthDate || ageOn(birthDate, at.date) >= seller.minimumAge;
    };
    if (isOldEnough(actor.id) || (approver && isOldEnough(approver.id))) return;
    const detail = `${seller.rule}: who sells it must be ${seller.minimumAge}.`;
    actor.require('sale.seller_age', { path: 'lines', detail: `${detail} Somebody who is types a PIN.` });
    throw new DomainError('seller_too_young', detail, {
      errors: [{ path: 'lines', message: `are sold by nobody under ${seller.minimumAge}` }],
    });
  }
}
