import type { OfferLeft } from '@liquor-pos/domain/pricing/basket';
import { PRESETS } from '@liquor-pos/domain/pricing/presets';
import type { Preset } from '@liquor-pos/domain/pricing/presets/preset';
import { localTaxRule } from '@liquor-pos/domain/pricing/presets/preset-rules';
import type { RuleBook } from '@liquor-pos/domain/pricing/rules';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { Environment } from '../config/environment';
import { badInput, notFound } from '../errors/domain-error';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { Store } from '../store-directory/store.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { PresetChangesDto, PresetDto, PresetUpdateDto, PresetUsedDto, UsePresetDto } from './dto/rule-book.dto';
import { type PresetRules, PresetRulesService } from './preset-rules.service';
import type { RuleKind } from './pricing-rule.schema';
import { RuleBooks } from './rule-books';
import { RuleLimits } from './rule-limits';
import type { RuleContent } from './rule-writes';

/** What a register prices with, in the domain's own shapes. */
export interface BookOfRegister extends RuleBook {
  storeId: string;
  now: Date;
  timezone: string;
  cashRounding: Store['cashRounding'];
  limits: Store['limits'];
  cashierDiscountMillionths: number;
  tenders: Store['tenders'];
  mailsReceipts: boolean;
  offersLeft: OfferLeft[];
}

/** What a register prices with, and rates to begin with. */
@Injectable()
export class RuleBookService {
  constructor(
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    private readonly directory: StoreDirectory,
    private readonly books: RuleBooks,
    private readonly presetRules: PresetRulesService,
    private readonly limits: RuleLimits,
    private readonly environment: Environment,
  ) {}

  async ofRegister(actor: Actor, registerId: string | undefined): Promise<BookOfRegister> {
    actor.require('sale.create');
    const { storeId } = await this.directory.register(registerId);
    const [rules, store] = await Promise.all([this.books.current(), this.stores.findById(storeId).lean()]);
    if (!store) throw new Error(`register of a missing store ${storeId.toString()}`);
    const { taxRounding, cashRounding, limits, cashierDiscountMillionths, tenders } = store;
    const book = {
      ...rules,
      storeId: storeId.toString(),
      now: new Date(),
      timezone: store.timezone,
      taxRounding,
      cashRounding,
      limits,
      cashierDiscountMillionths,
      tenders,
      mailsReceipts: this.environment.smtpUrl !== undefined,
      offersLeft: await this.limits.offersLeft(rules.promotions, { reference: undefined }),
    };
    return book;
  }

  presets(actor: Actor): PresetDto[] {
    actor.require('rule.read');
    return PRESETS.map(({ id, version, name, adviser, sources, taxes, deposits, ages, hours, localTax }) => ({
      id,
      version,
      name,
      adviser,
      sources: [...sources],
      rules: [...taxes, ...deposits].map((rule) => rule.name),
      ages: ages.map((rule) => rule.name),
      hours: hours.map((rule) => rule.name),
      localTax: localTax?.name ?? null,
    }));
  }

  /** @throws DomainError `preset_not_found` */
  async presetChanges(actor: Actor, id: string): Promise<PresetChangesDto> {
    const preset = presetOf(id);
    const changes = await this.presetRules.changesOfPreset(actor, preset);
    const items = changes.map(({ kind, name, rule, fields, follows }) => ({
      ...{ kind, name, follows, ruleId: rule?._id.toString() ?? null },
      fields: fields.map(({ field, before, after }) => ({
        field,
        before: JSON.stringify(before),
        after: JSON.stringify(after),
      })),
    }));
    return { version: preset.version, items };
  }

  /** @throws DomainError `preset_not_found` */
  updatePreset(actor: Actor, id: string): Promise<PresetUpdateDto> {
    return this.presetRules.updateFromPreset(actor, presetOf(id));
  }

  /** Makes what of a preset is asked for and not there yet, all or none. They are ordinary rules from then on. */
  async usePreset(actor: Actor, asked: UsePresetDto, request?: KeyedRequest): Promise<PresetUsedDto> {
    actor.require('rule.write');
    const { preset: id, storeIds = null } = asked;
    const preset = PRESETS.find((one) => one.id === id);
    if (!preset) throw badInput([{ path: 'preset', message: 'is unknown' }]);
    if (asked.localRateMillionths !== undefined && !preset.localTax) {
      throw badInput([{ path: 'localRateMillionths', message: 'has no tax of the place to be the rate of' }]);
    }
    const rules = rulesOf(preset, asked);
    const outcome = await this.presetRules.createFromPreset(actor, { id, storeIds, rules }, request);
    return outcome as PresetUsedDto;
  }
}

function presetOf(id: string): Preset {
  const preset = PRESETS.find((one) => one.id === id);
  if (!preset) throw notFound('preset');
  return preset;
}

function rulesOf(
  preset: Preset,
  { parts = ['taxes', 'deposits'], localRateMillionths }: UsePresetDto,
): PresetRules['rules'] {
  const as = (kind: RuleKind) => (rule: object) => ({
    kind,
    content: { ...rule, effectiveTo: null } as RuleContent<RuleKind>,
  });
  const { localTax } = preset;
  const local =
    localTax && localRateMillionths !== undefined ? [as('taxes')(localTaxRule(localTax, localRateMillionths))] : [];
  return [...parts.flatMap((part) => preset[part].map(as(part))), ...local];
}
