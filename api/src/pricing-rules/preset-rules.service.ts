import type { Preset } from '@liquor-pos/domain/pricing/presets/preset';
import type { Rule } from '@liquor-pos/domain/pricing/rules';
import { addDays } from '@liquor-pos/domain/time/local-time';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { DomainError } from '../errors/domain-error';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { inTransaction } from '../mongo/transaction';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { type PresetChange, presetChanges, presetRule } from './preset-changes';
import { PricingRule, type RuleKind } from './pricing-rule.schema';
import { toRule } from './rule-kinds';
import { documentOf, type RuleContent, RuleWrites } from './rule-writes';

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

/** Rules that are made from presets, and brought to what those say by now. They are ordinary rules otherwise. */
@Injectable()
export class PresetRulesService {
  constructor(
    @InjectModel(PricingRule.name, TENANT) private readonly rules: Model<PricingRule>,
    private readonly current: CurrentTenant,
    private readonly idempotency: Idempotency,
    private readonly writes: RuleWrites,
  ) {}

  /**
   * Makes those rules of a preset that do not hold in the stores yet, all or none of them: a preset used twice taxes nothing twice.
   * A rule of the same kind and name counts as the preset's, whatever was changed in it since, its name included.
   * @throws DomainError `preset_in_use` where a rule holds in some of the stores and not in others
   */
  async createFromPreset(actor: Actor, preset: PresetRules, request?: KeyedRequest): Promise<PresetOutcome> {
    actor.require('rule.write');
    const { storeIds } = preset;
    await this.writes.assertKnown({ storeIds });
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
      if (missing.length > 0) await this.writes.insert(missing, session);
      const names = missing.map(({ name }) => name);
      await this.writes.entry(actor, 'rule.preset', preset.id, { after: { storeIds, names } }, session);
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
      if (updated.length > 0) await this.writes.raiseVersion(session);
      if (updated.length > 0) await this.writes.entry(actor, 'rule.preset', preset.id, { after: { updated } }, session);
      return { version: preset.version, updated };
    });
  }
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
    'preset_in_use',
    `${name} holds in some of these stores already. Use the preset for the others alone, or delete that rule first.`,
    { errors: [{ path: 'storeIds', message: 'names stores that have the preset and stores that have not' }] },
  );
}
