import { PRESETS } from '@liquor-pos/domain/pricing/presets';
import { TENDERED_TYPES, type TenderType } from '@liquor-pos/domain/tenders/tender-types';
import { ApiProperty } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsId } from '../../http/is-id';
import { Omittable } from '../../http/omittable';
import { CashRoundingDto, DrawerLimitsDto } from '../../stores/dto/store.dto';
import { AgeDto } from './age.dto';
import { AllocationDto } from './allocation.dto';
import { DepositDto } from './deposit.dto';
import { HoursDto } from './hours.dto';
import { MinimumDto } from './minimum.dto';
import { OfferLeftDto } from './offer-left.dto';
import { PromotionDto } from './promotion.dto';
import { TaxDto } from './tax.dto';

const PRESET_IDS = PRESETS.map(({ id }) => id);
const PRESET_PARTS = ['taxes', 'deposits', 'ages', 'hours'] as const;
export type PresetPart = (typeof PRESET_PARTS)[number];
const MOST_LOCAL_RATE = 200_000;

export class RuleBookQueryDto {
  /** The register; the first one of the default store when left out. */
  @Omittable()
  @IsId()
  registerId?: string;
}

/** Everything a register prices with, in the shapes of the pricing package. */
export class RuleBookDto {
  /** Grows with every change of any rule. */
  version: number;

  storeId: string;

  /** The server's clock, for tills whose own is wrong. */
  now: Date;

  /** The store's; its days and hours decide which rules hold. */
  timezone: string;

  /** @example "line" */
  taxRounding: 'line' | 'sale';

  cashRounding: CashRoundingDto;

  limits: DrawerLimitsDto;

  /**
   * What share of a line's price a cashier takes off by hand without a manager.
   * @example 100000
   */
  cashierDiscountMillionths: number;

  /** What the store takes. */
  @ApiProperty({ enum: TENDERED_TYPES, isArray: true })
  tenders: TenderType[];

  /** Whether receipts go out by e-mail from here. */
  mailsReceipts: boolean;

  taxes: TaxDto[];

  deposits: DepositDto[];

  promotions: PromotionDto[];

  ages: AgeDto[];

  hours: HoursDto[];

  minimums: MinimumDto[];

  allocations: AllocationDto[];

  /** What is left of limited offers for anybody. */
  offersLeft: OfferLeftDto[];
}

export class PresetSourceDto {
  title: string;
  url: string;
}

export class PresetDto {
  /** @example "us-ia" */
  id: string;

  /** Raised with every change of its rules. */
  version: number;

  name: string;

  /** What to settle with your adviser. */
  adviser: string;

  sources: PresetSourceDto[];

  /** The taxes and deposits it would make, by name. */
  rules: string[];

  /** The age rules it would make, by name. */
  ages: string[];

  /** The hours of sale it would make, by name; empty where the store has to enter its own. */
  hours: string[];

  /** The tax of the place that may come on top, whose rate the store says; null where there is none. */
  localTax: string | null;
}

export class PresetFieldDto {
  /** @example "levy" */
  field: string;

  /** As JSON. */
  before: string;

  /** As JSON. */
  after: string;
}

/** How a rule that was made from a preset differs from what that says by now. */
export class PresetChangeDto {
  kind: 'taxes' | 'deposits' | 'ages' | 'hours';

  /** Of the preset's rule. */
  name: string;

  /** The rule that was made from it; null where there is none. */
  ruleId: string | null;

  /** None where it says the same. */
  fields: PresetFieldDto[];

  /** The day from which the preset's would follow the one that is there; null where it would take its place. */
  follows: string | null;
}

export class PresetChangesDto {
  /** Of the preset. */
  version: number;

  items: PresetChangeDto[];
}

export class PresetUpdateDto {
  /** Of the preset. */
  version: number;

  /** The names of the rules that changed; none where all said the same. */
  updated: string[];
}

export class PresetListDto {
  items: PresetDto[];
}

export class UsePresetDto {
  /** @example "us-ia" */
  @IsIn(PRESET_IDS)
  preset: string;

  /**
   * What of it is made.
   * @example ["taxes", "deposits"]
   */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(PRESET_PARTS, { each: true })
  parts?: PresetPart[] = ['taxes', 'deposits'];

  /**
   * The rate of the tax of the place, in millionths: 10000 is 1 %. It is a rule of its own.
   * @example 10000
   */
  @Omittable()
  @IsInt()
  @Min(1)
  @Max(MOST_LOCAL_RATE)
  localRateMillionths?: number;

  /** The stores its rules hold in; null for all. */
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsId({ each: true })
  storeIds?: string[] | null = null;
}

export class PresetUsedDto {
  @Type(() => TaxDto)
  taxes: TaxDto[];

  @Type(() => DepositDto)
  deposits: DepositDto[];

  @Type(() => AgeDto)
  ages: AgeDto[];

  @Type(() => HoursDto)
  hours: HoursDto[];

  /** By name: the preset's rules that held in these stores before, and were left as they are. */
  unchanged: string[];
}
