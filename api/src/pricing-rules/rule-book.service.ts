import { PRESETS, type Preset } from '@liquor-pos/domain/pricing/presets';
import type { RuleBook } from '@liquor-pos/domain/pricing/rules';
import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { badInput } from '../errors/domain-error';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { Store } from '../store-directory/store.schema';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { PresetDto, PresetUsedDto } from './dto/rule-book.dto';
import type { RuleKind } from './pricing-rule.schema';
import { type PresetRules, PricingRulesService, type RuleContent } from './pricing-rules.service';
import { RuleBooks } from './rule-books';

/** What a register prices with, in the domain's own shapes. */
export interface BookOfRegister extends RuleBook {
  storeId: string;
  now: Date;
  timezone: string;
  cashRounding: Store['cashRounding'];
  limits: Store['limits'];
}

/** What a register prices with, and rates to begin with. */
@Injectable()
export class RuleBookService {
  constructor(
    @InjectModel(Store.name, TENANT) private readonly stores: Model<Store>,
    private readonly directory: StoreDirectory,
    private readonly books: RuleBooks,
    private readonly rules: PricingRulesService,
  ) {}

  async ofRegister(actor: Actor, registerId: string | undefined): Promise<BookOfRegister> {
    actor.require('sale.create');
    const { storeId } = await this.directory.register(registerId);
    const [rules, store] = await Promise.all([this.books.current(), this.stores.findById(storeId).lean()]);
    if (!store) throw new Error(`register of a missing store ${storeId.toString()}`);
    const { taxRounding, cashRounding, limits } = store;
    const book = {
      ...rules,
      storeId: storeId.toString(),
      now: new Date(),
      timezone: store.timezone,
      taxRounding,
      cashRounding,
      limits,
    };
    return book;
  }

  presets(actor: Actor): PresetDto[] {
    actor.require('rule.read');
    return PRESETS.map(({ id, name, adviser, sources, taxes, deposits }) => ({
      id,
      name,
      adviser,
      sources: [...sources],
      rules: [...taxes, ...deposits].map((rule) => rule.name),
    }));
  }

  /** Makes the preset's taxes and deposits that are not there yet, all or none. They are ordinary rules from then on. */
  async usePreset(actor: Actor, id: string, storeIds: string[] | null, request?: KeyedRequest): Promise<PresetUsedDto> {
    actor.require('rule.write');
    const preset = PRESETS.find((one) => one.id === id);
    if (!preset) throw badInput([{ path: 'preset', message: 'is unknown' }]);
    const outcome = await this.rules.createFromPreset(actor, { id, storeIds, rules: rulesOf(preset) }, request);
    return outcome as PresetUsedDto;
  }
}

function rulesOf({ taxes, deposits }: Preset): PresetRules['rules'] {
  const as = (kind: RuleKind) => (rule: object) => ({
    kind,
    content: { ...rule, effectiveTo: null } as RuleContent<RuleKind>,
  });
  return [...taxes.map(as('taxes')), ...deposits.map(as('deposits'))];
}
