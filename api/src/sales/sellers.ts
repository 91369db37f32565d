import { ageOn } from '@liquor-pos/domain/pricing/age';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { User } from '../auth/user.schema';
import { TENANT } from '../tenancy/tenant-connection';
import type { RatedBasket } from './basket';

/** Who may sell what, by their own age: in some states a cashier under 21 calls somebody over for spirits. */
@Injectable()
export class Sellers {
  constructor(@InjectModel(User.name, TENANT) private readonly users: Model<User>) {}

  /**
   * One round trip where a rule asks for it, none otherwise. Of whom no birth date is known the store answers for itself.
   * @throws DomainError `approval_required`
   */
  async assertOldEnough(actor: Actor, { age, at }: RatedBasket, session: ClientSession): Promise<void> {
    const seller = age?.seller;
    if (!seller || actor.kind !== 'user' || actor.may('sale.seller_age')) return;
    const user = await this.users.findById(actor.userId).select({ birthDate: 1 }).session(session).lean();
    if (!user?.birthDate || ageOn(user.birthDate, at.date) >= seller.minimumAge) return;
    const detail = `${seller.rule}: who sells it must be ${seller.minimumAge}. Somebody who is types a PIN.`;
    actor.require('sale.seller_age', { path: 'lines', detail });
  }
}
