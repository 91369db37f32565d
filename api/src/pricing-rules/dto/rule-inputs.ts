import type { Type } from '@nestjs/common';
import type { RuleKind } from '../pricing-rule.schema';
import { AgeInputDto } from './age.dto';
import { AllocationInputDto } from './allocation.dto';
import { DepositInputDto } from './deposit.dto';
import { HoursInputDto } from './hours.dto';
import { MinimumInputDto } from './minimum.dto';
import { PromotionInputDto } from './promotion.dto';
import type { RuleInputs } from './rule-dtos';
import { TaxInputDto } from './tax.dto';

/** The classes that hold what a rule of each kind is made with to its shape. */
export const RULE_INPUTS: { [K in RuleKind]: Type<RuleInputs[K]> } = {
  taxes: TaxInputDto,
  deposits: DepositInputDto,
  promotions: PromotionInputDto,
  ages: AgeInputDto,
  hours: HoursInputDto,
  minimums: MinimumInputDto,
  allocations: AllocationInputDto,
};
