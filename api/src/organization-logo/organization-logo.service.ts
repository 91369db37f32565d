import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { notFound } from '../errors/domain-error';
import { inTransaction } from '../mongo/transaction';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { type Picture, pictureOf } from '../pictures/picture';
import { KeptPicture } from '../pictures/picture.schema';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import type { OrganizationLogoDto } from './dto/organization-logo.dto';

/** The logo on an organization's receipts, kept in its tenant. */
@Injectable()
export class OrganizationLogoService {
  constructor(
    @InjectModel(KeptPicture.name, TENANT) private readonly logos: Model<KeptPicture>,
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    private readonly current: CurrentTenant,
  ) {}

  /** Whether there is one, and which. */
  async name(actor: Actor): Promise<OrganizationLogoDto> {
    actor.require('store.read');
    const profile = await this.profiles.findOne().select({ logo: 1 }).lean();
    return { logo: profile?.logo ?? null };
  }

  /** @throws DomainError `logo_not_found` */
  async get(actor: Actor): Promise<Picture> {
    actor.require('store.read');
    // Not lean: the driver's own type of binary is none that is sent.
    const logo = await this.logos.findById(this.current.id);
    if (!logo) throw notFound('logo');
    return { webp: logo.webp, hash: logo.hash };
  }

  /** In the place of the one before. @throws DomainError `validation_failed` for what is no small WebP */
  async set(actor: Actor, base64: string): Promise<OrganizationLogoDto> {
    actor.require('settings.write');
    return this.write(pictureOf(base64));
  }

  async remove(actor: Actor): Promise<OrganizationLogoDto> {
    actor.require('settings.write');
    return this.write(null);
  }

  /** The picture and the profile that names it, at once. */
  private write(picture: Picture | null): Promise<OrganizationLogoDto> {
    return inTransaction(this.current.connection, async (session) => {
      const logo = picture?.hash ?? null;
      const profile = await this.profiles.findOneAndUpdate({}, { $set: { logo } }, { session }).lean();
      if (!profile) throw notFound('organization');
      const { _id } = profile;
      if (picture) await this.logos.updateOne({ _id }, { $set: picture }, { session, upsert: true });
      else await this.logos.deleteOne({ _id }, { session });
      return { logo };
    });
  }
}
