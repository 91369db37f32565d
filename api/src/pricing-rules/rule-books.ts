import type { RuleBook } from '@liquor-pos/domain/pricing/rules';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import type { Model } from 'mongoose';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { PricingRule } from './pricing-rule.schema';
import { toRule } from './rule-kinds';

export type Rules = Omit<RuleBook, 'taxRounding'>;

/** The organization's rules, remembered by the version of their book: a sale reads that version and not, once more, the rules. */
@Injectable()
export class RuleBooks {
  private known: Rules | undefined;

  constructor(
    @InjectModel(PricingRule.name, TENANT) private readonly rules: Model<PricingRule>,
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
  ) {}

  /** The rules of a version that was read in the same snapshot; at most one more round trip, when they changed. */
  async at(version: number, session?: ClientSession): Promise<Rules> {
    if (this.known?.version === version) return this.known;
    const documents = await this.rules
      .find()
      .session(session ?? null)
      .lean();
    const rules = {
      version,
      taxes: documents.filter(({ kind }) => kind === 'taxes').map(toRule<'taxes'>),
      deposits: documents.filter(({ kind }) => kind === 'deposits').map(toRule<'deposits'>),
      promotions: documents.filter(({ kind }) => kind === 'promotions').map(toRule<'promotions'>),
      ages: documents.filter(({ kind }) => kind === 'ages').map(toRule<'ages'>),
      hours: documents.filter(({ kind }) => kind === 'hours').map(toRule<'hours'>),
      minimums: documents.filter(({ kind }) => kind === 'minimums').map(toRule<'minimums'>),
      allocations: documents.filter(({ kind }) => kind === 'allocations').map(toRule<'allocations'>),
    };
    // Outside a transaction the rules may be newer than the version says: those are not remembered.
    if (session) this.known = rules;
    return rules;
  }

  /** The rules as they are now. */
  async current(): Promise<Rules> {
    const profile = await this.profiles.findOne().select({ rulesVersion: 1 }).lean();
    return this.at(profile?.rulesVersion ?? 0);
  }
}
