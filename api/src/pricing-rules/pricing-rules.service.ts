import type { Preset } from '@liquor-pos/domain/pricing/presets/preset';
import type { Rule, Selector } from '@liquor-pos/domain/pricing/rules';
import { addDays } from '@liquor-pos/domain/time/local-time';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { ClientSession } from 'mongodb';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditLog } from '../audit/audit-log';
import { changedFields } from '../audit/changed-fields';
import { badInput, DomainError, notFound, staleVersion } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { afterCursor, type Page, toPage } from '../http/paging';
import type { PageQueryDto } from '../http/paging.dto';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { inTransaction } from '../mongo/transaction';
import { OrganizationProfile } from '../organization-profile/organization-profile.schema';
import { Product } from '../products/product.schema';
import { Store } from '../store-directory/store.schema';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { type PresetChange, presetChanges, presetRule } from './preset-changes';
import { PricingRule, type RuleKind } from './pricing-rule.schema';
import { completed, faultsOf, RULE_NAMES, type RuleOf, toRule } from './rule-kinds';

/** A rule without what the server gives it. */
export type RuleContent<K extends RuleKind> = Omit<RuleOf[K], 'id' | 'version'>;

/** The rules a preset has, and the stores they are for; null for all. */
export interface PresetRules {
  id: string;
  storeIds: string[] | null;
  rules: readonly { kind: RuleKind; content: RuleContent<RuleKind> }[];
}

export interface PresetOutcome {
  taxes: Rule[];
  deposits: Rule[];
  ages: Rule[];
  hours: Rule[];
  /** By name: what held in the stores before. */
  unchanged: string[];
}

/** The version a preset's rules were brought to, and the names of those that changed. */
export interface PresetUpdate {
  version: number;
  updated: string[];
}

/** More would make every sale look at thousands of rules; a chain's real ones are a few dozen. */
const MOST_RULES_OF_A_KIND = 500;

/**
 * The organization's pricing rules. Each write also raises the version of the rule book in the same transaction: that number tells
 * every sale, in whichever process, whether the rules it remembers still hold.
 */
@Injectable()
export class PricingRulesService {
  constructor(
    @InjectModel(PricingRule.name, TENANT) private readonly rules: Model<PricingRule>,
    @InjectModel(OrganizationProfile.name, TENANT) private readonly profiles: Model<OrganizationProfile>,
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly current: CurrentTenant,
    private readonly idempotency: Idempotency,
    private readonly log: AuditLog,
  ) {}

  async list<K extends RuleKind>(actor: Actor, kind: K, { limit, cursor }: PageQueryDto): Promise<Page<RuleOf[K]>> {
    actor.require('rule.read');
    const after = afterCursor(cursor, '_id', 'ascending', {
      value: (value) => new Types.ObjectId(String(value)),
      id: (id) => new Types.ObjectId(id),
    });
    const docs = await this.rules
      .find({ kind, ...after })
      .sort({ _id: 1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, ({ _id }) => ({ value: _id.toString(), id: _id.toString() }), toRule<K>);
  }

  async get<K extends RuleKind>(actor: Actor, kind: K, id: string): Promise<RuleOf[K]> {
    actor.require('rule.read');
    const missing = () => notFound(RULE_NAMES[kind]);
    const rule = await this.rules.findOne({ _id: objectIdOr(id, missing), kind }).lean();
    if (!rule) throw missing();
    return toRule(rule);
  }

  /** @throws DomainError `validation_failed`, `store_not_found`, `product_not_found`, `too_many_rules` */
  async create<K extends RuleKind>(
    actor: Actor,
    kind: K,
    content: RuleContent<K>,
    request?: KeyedRequest,
  ): Promise<RuleOf[K]> {
    actor.require('rule.write');
    const document = documentOf(kind, content, { version: 1, now: new Date() });
    await this.assertKnown(content);
    return this.idempotency.answering(request, () =>
      inTransaction(this.current.connection, (session) =>
        this.idempotency.within(session, request, async () => {
          await this.insert([document], session);
          const rule = toRule<K>(document);
          await this.entry(actor, 'rule.create', rule.id, { after: { kind, ...rule } }, session);
          return rule;
        }),
      ),
    );
  }

  /**
   * Makes those rules of a preset that do not hold in the stores yet, all or none of them: a preset used twice taxes nothing twice.
   * A rule of the same kind and name counts as the preset's, whatever was changed in it since, its name included.
   * @throws DomainError `preset_in_use` where a rule holds in some of the stores and not in others
   */
  async createFromPreset(actor: Actor, preset: PresetRules, request?: KeyedRequest): Promise<PresetOutcome> {
    actor.require('rule.write');
    const { storeIds } = preset;
    await this.assertKnown({ storeIds });
    return this.idempotency.once(request, async (session) => {
      const kinds = [...new Set(preset.rules.map(({ kind }) => kind))];
      const present = await this.rules
        .find({ kind: { $in: kinds } })
        .session(session)
        .lean();
      const missing: PricingRule[] = [];
      const unchanged: string[] = [];
      for (const { kind, content } of preset.rules) {
        const like = present.filter((rule) => isOfPreset(rule, preset.id, kind, content.name));
        if (coverStores(like, storeIds)) unchanged.push(content.name);
        else if (like.some((rule) => sharesStores(rule.storeIds, storeIds))) throw presetInUse(content.name);
        else
          missing.push(
            documentOf(
              kind,
              { ...content, storeIds },
              { version: 1, now: new Date(), preset: presetRule(preset.id, content.name) },
            ),
          );
      }
      if (missing.length > 0) await this.insert(missing, session);
      const names = missing.map(({ name }) => name);
      await this.entry(actor, 'rule.preset', preset.id, { after: { storeIds, names } }, session);
      const made = (kind: RuleKind) => missing.filter((rule) => rule.kind === kind).map((rule) => toRule(rule));
      return { taxes: made('taxes'), deposits: made('deposits'), ages: made('ages'), hours: made('hours'), unchanged };
    });
  }

  /** How what was made from a preset differs from what that says by now. */
  async changesOfPreset(actor: Actor, preset: Preset): Promise<PresetChange[]> {
    actor.require('rule.read');
    return presetChanges(preset, await this.rules.find({ preset: { $ne: null } }).lean());
  }

  /**
   * Brings what was made from a preset to what that says by now, all or nothing: in its place, or from the day on that the preset's begins, up to
   * which the one that is there holds. Rules that were never made, or deleted, stay away.
   */
  async updateFromPreset(actor: Actor, preset: Preset): Promise<PresetUpdate> {
    actor.require('rule.write');
    return inTransaction(this.current.connection, async (session) => {
      const present = await this.rules
        .find({ preset: { $ne: null } })
        .session(session)
        .lean();
      const now = new Date();
      const updated: string[] = [];
      for (const { kind, name, rule, content, effectiveFrom, fields, follows } of presetChanges(preset, present)) {
        if (!rule || fields.length === 0) continue;
        updated.push(rule.name);
        const next = { version: rule.version + 1, updatedAt: now };
        const of = { _id: rule._id, version: rule.version };
        if (follows === null) {
          await this.rules.updateOne(of, { $set: { ...next, content, effectiveFrom } }, { session });
          continue;
        }
        await this.rules.updateOne(of, { $set: { ...next, effectiveTo: addDays(follows, -1) } }, { session });
        const made = {
          ...rule,
          _id: new Types.ObjectId(),
          version: 1,
          effectiveFrom,
          content,
          createdAt: now,
          updatedAt: now,
        };
        await this.rules.insertMany([{ ...made, kind, preset: presetRule(preset.id, name) }], { session });
      }
      if (updated.length > 0) await this.raiseVersion(session);
      if (updated.length > 0) await this.entry(actor, 'rule.preset', preset.id, { after: { updated } }, session);
      return { version: preset.version, updated };
    });
  }

  /** @throws DomainError `stale_version` and those of `create` */
  async replace<K extends RuleKind>(
    actor: Actor,
    kind: K,
    id: string,
    { version, ...content }: RuleContent<K> & { version: number },
  ): Promise<RuleOf[K]> {
    actor.require('rule.write');
    const missing = () => notFound(RULE_NAMES[kind]);
    const _id = objectIdOr(id, missing);
    const rule = content as RuleContent<K>;
    const {
      createdAt,
      preset,
      _id: fresh,
      ...changed
    } = documentOf(kind, rule, { version: version + 1, now: new Date() });
    await this.assertKnown(rule);
    return this.write(async (session) => {
      const before = await this.rules.findOne({ _id, kind, version }).session(session).lean();
      const after = await this.rules
        .findOneAndUpdate({ _id, kind, version }, { $set: changed }, { session, returnDocument: 'after' })
        .lean();
      if (before && after) {
        const said = changedFields(toRule<K>(before), toRule<K>(after));
        await this.entry(actor, 'rule.update', id, said, session);
        return toRule<K>(after);
      }
      throw (await this.rules.exists({ _id, kind }).session(session)) ? staleVersion(RULE_NAMES[kind]) : missing();
    });
  }

  /** Sales keep the name, version and amounts of the rules they were priced with. */
  async remove(actor: Actor, kind: RuleKind, id: string): Promise<{ success: true }> {
    actor.require('rule.write');
    const missing = () => notFound(RULE_NAMES[kind]);
    const _id = objectIdOr(id, missing);
    return this.write(async (session) => {
      const before = await this.rules.findOneAndDelete({ _id, kind }, { session }).lean();
      if (!before) throw missing();
      await this.entry(actor, 'rule.delete', id, { before: { kind, ...toRule(before) } }, session);
      return { success: true };
    });
  }

  private entry(
    actor: Actor,
    action: string,
    subject: string,
    said: { before?: object; after?: object },
    session: ClientSession,
  ): Promise<void> {
    return this.log.write(actor, { action, subject, ...said }, session);
  }

  private async insert(documents: readonly PricingRule[], session: ClientSession): Promise<void> {
    for (const kind of new Set(documents.map((document) => document.kind))) {
      const more = documents.filter((document) => document.kind === kind).length;
      const present = await this.rules.countDocuments({ kind }).session(session);
      if (present + more > MOST_RULES_OF_A_KIND) throw tooManyRules(kind);
    }
    await this.rules.insertMany(documents, { session });
    await this.raiseVersion(session);
  }

  private write<T>(work: (session: ClientSession) => Promise<T>): Promise<T> {
    return inTransaction(this.current.connection, async (session) => {
      const result = await work(session);
      await this.raiseVersion(session);
      return result;
    });
  }

  private async raiseVersion(session: ClientSession): Promise<void> {
    await this.profiles.updateOne({}, { $inc: { rulesVersion: 1 } }, { session });
  }

  /** Stores and products a rule names must be this organization's. */
  private async assertKnown(content: Pick<RuleContent<RuleKind>, 'storeIds'>): Promise<void> {
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

function documentOf<K extends RuleKind>(
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

function isOfPreset(rule: PricingRule, preset: string, kind: RuleKind, name: string): boolean {
  if (rule.kind !== kind) return false;
  // One made by hand, or before presets were remembered, is known by its name.
  return rule.preset ? rule.preset === presetRule(preset, name) : rule.name === name;
}

/** Whether the rules together hold in all of the stores; null stands for every store. */
function coverStores(rules: readonly PricingRule[], stores: readonly string[] | null): boolean {
  if (rules.some(({ storeIds }) => storeIds === null)) return true;
  const covered = new Set(rules.flatMap(({ storeIds }) => storeIds ?? []));
  return stores?.every((id) => covered.has(id)) ?? false;
}

function sharesStores(some: readonly string[] | null, others: readonly string[] | null): boolean {
  return some === null || others === null || others.some((id) => some.includes(id));
}

function presetInUse(name: string): DomainError {
  return new DomainError(
    'conflict',
    'preset_in_use',
    `${name} holds in some of these stores already. Use the preset for the others alone, or delete that rule first.`,
    { errors: [{ path: 'storeIds', message: 'names stores that have the preset and stores that have not' }] },
  );
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
    'conflict',
    'too_many_rules',
    `An organization has at most ${MOST_RULES_OF_A_KIND} ${kind}. Delete those that have ended.`,
  );
}
