import type { Selector } from '@liquor-pos/domain/pricing/rules';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { badInput, DomainError, notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { inTransaction } from '../mongo/transaction';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { Product } from '../products/product.schema';
import { Store } from '../store-directory/store.schema';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { PricingRule, type RuleKind } from './pricing-rule.schema';
import { completed, faultsOf, type RuleOf } from './rule-kinds';

/** A rule without what the server gives it. */
export type RuleContent<K extends RuleKind> = Omit<RuleOf[K], 'id' | 'version'>;

/** More would make every sale look at thousands of rules; a chain's real ones are a few dozen. */
const MOST_RULES_OF_A_KIND = 500;

/**
 * What every write of a rule does: the version of the rule book is raised in the same transaction. That number tells every sale, in
 * whichever process, whether the rules it remembers still hold.
 */
@Injectable()
export class RuleWrites {
  constructor(
    @InjectModel(PricingRule.name, TENANT) private readonly rules: Model<PricingRule>,
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly current: CurrentTenant,
    private readonly log: AuditLog,
  ) {}

  entry(
    actor: Actor,
    action: string,
    subject: string,
    said: { before?: object; after?: object },
    session: ClientSession,
  ): Promise<void> {
    return this.log.write(actor, { action, subject, ...said }, session);
  }

  /** @throws DomainError `too_many_rules` */
  async insert(documents: readonly PricingRule[], session: ClientSession): Promise<void> {
    for (const kind of new Set(documents.map((document) => document.kind))) {
      const more = documents.filter((document) => document.kind === kind).length;
      const present = await this.rules.countDocuments({ kind }).session(session);
      if (present + more > MOST_RULES_OF_A_KIND) throw tooManyRules(kind);
    }
    await this.rules.insertMany(documents, { session });
    await this.raiseVersion(session);
  }

  within<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    return inTransaction(this.current.connection, async (session) => {
      const result = await work(session);
      await this.raiseVersion(session);
      return result;
    });
  }

  async raiseVersion(session: ClientSession): Promise<void> {
    await this.profiles.updateOne({}, { $inc: { rulesVersion: 1 } }, { session });
  }

  /** Stores and products a rule names must be this organization's. @throws DomainError `store_not_found`, `product_not_found` */
  async assertKnown(content: Pick<RuleContent<RuleKind>, 'storeIds'>): Promise<void> {
    for (const [index, id] of (content.storeIds ?? []).entries()) {
      const missing = () => notFound('store', `storeIds.${index}`);
      if (!(await this.stores.exists({ _id: objectIdOr(id, missing) }))) throw missing();
    }
    for (const [path, selector] of selectorsOf(content)) {
      const ids = selector.productIds ?? [];
      const missing = (index: number) => notFound('product', `${path}.productIds.${index}`);
      const wanted = ids.map((id, index) => objectIdOr(id, () => missing(index)));
      const found = await this.products
        .find({ _id: { $in: wanted } })
        .select({ _id: 1 })
        .lean();
      const known = new Set(found.map(({ _id }) => _id.toString()));
      const unknown = ids.findIndex((id) => !known.has(id));
      if (unknown >= 0) throw missing(unknown);
    }
  }
}

/** @throws DomainError `validation_failed` */
export function documentOf<K extends RuleKind>(
  kind: K,
  rule: RuleContent<K>,
  { version, now, preset = null }: { version: number; now: Date; preset?: string | null },
): PricingRule {
  const _id = new Types.ObjectId();
  const whole = completed({ ...rule, id: _id.toString(), version } as RuleOf[K]);
  const faults = faultsOf(kind, whole);
  if (faults.length > 0) throw badInput(faults);
  const { name, storeIds, effectiveFrom, effectiveTo, id, version: _, ...content } = whole as RuleOf[RuleKind];
  return {
    _id,
    kind,
    version,
    name,
    storeIds: storeIds && [...storeIds],
    effectiveFrom,
    effectiveTo,
    content,
    preset,
    createdAt: now,
    updatedAt: now,
  };
}

function selectorsOf(content: object): [string, Selector][] {
  const { selector, countsOnly, offer } = content as {
    selector?: Selector;
    countsOnly?: Selector | null;
    offer?: { getSelector?: Selector | null; groups?: readonly { selector: Selector }[] };
  };
  const named: [string, Selector | null | undefined][] = [
    ['selector', selector],
    ['countsOnly', countsOnly],
    ['offer.getSelector', offer?.getSelector],
    ...(offer?.groups ?? []).map((group, index): [string, Selector] => [
      `offer.groups.${index}.selector`,
      group.selector,
    ]),
  ];
  const excepted = named.map(([path, one]): [string, Selector | null | undefined] => [`${path}.except`, one?.except]);
  return [...named, ...excepted].filter((one): one is [string, Selector] => one[1] != null);
}

function tooManyRules(kind: RuleKind): DomainError {
  return new DomainError(
    'too_many_rules',
    `An organization has at most ${MOST_RULES_OF_A_KIND} ${kind}. Delete those that have ended.`,
  );
}
