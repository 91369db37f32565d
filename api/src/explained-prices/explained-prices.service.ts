import { PRESETS } from '@liquor-pos/domain/pricing/presets';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { notFound } from '../errors/domain-error';
import { Sale } from '../ledger/documents/sale.schema';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { PricingRule } from '../pricing-rules/pricing-rule.schema';
import { Store } from '../store-directory/store.schema';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import type { PriceLinkDto } from './dto/price-link.dto';
import { explainedPricePage, type LawSource } from './explained-price-page';
import type { ExplainedIn } from './explained-price-texts';
import { PriceLinks, pathOf } from './price-links';

/** How the prices of a receipt came about, for whoever holds it. */
@Injectable()
export class ExplainedPricesService {
  constructor(
    @InjectModel(Sale.name, TENANT) private readonly sales: Model<Sale>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    @InjectModel(PricingRule.name, TENANT) private readonly rules: Model<PricingRule>,
    private readonly current: CurrentTenant,
    private readonly links: PriceLinks,
  ) {}

  /** @throws DomainError `sale_not_found` */
  async link(actor: Actor, saleIdAsGiven: string): Promise<PriceLinkDto> {
    actor.require('sale.read');
    const saleId = saleIdAsGiven.toLowerCase();
    const sale = { tenant: this.current.id, saleId };
    const code = (await this.sales.exists({ _id: saleId, kind: 'sale' })) && this.links.codeOf(sale);
    if (!code) throw notFound('sale');
    return { path: pathOf(code), url: this.links.addressOf(sale) ?? null };
  }

  /** @throws DomainError `sale_not_found` */
  async page(saleId: string, language: ExplainedIn): Promise<string> {
    const [sale, organization, rules] = await Promise.all([
      this.sales.findOne({ _id: saleId, kind: 'sale' }).lean(),
      this.profiles.findOne().lean(),
      this.rules.find({ preset: { $ne: null } }).lean(),
    ]);
    const store = sale && (await this.stores.findById(sale.storeId).lean());
    if (!sale || !organization || !store) throw notFound('sale');
    const currency = new Intl.NumberFormat(`${language}-US`, { style: 'currency', currency: organization.currency });
    const laws = new Map(
      rules.flatMap(({ _id, preset }) => lawOf(preset).map((law) => [_id.toString(), law] as const)),
    );
    return explainedPricePage(
      {
        organizationName: organization.name,
        storeName: store.name,
        ...{ sale, laws, money: (cents) => currency.format(cents / 100) },
      },
      language,
    );
  }
}

/** Of a rule that came from a preset, which says where it has it from; none where there is no such preset any more. */
function lawOf(rule: string | null | undefined): LawSource[] {
  return PRESETS.filter(({ id }) => rule?.startsWith(`${id}: `));
}
