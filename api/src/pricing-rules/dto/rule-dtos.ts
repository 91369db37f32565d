import type { Cents } from '@liquor-pos/domain/money/money';
import type { RuleKind } from '../pricing-rule.schema';
import type { RuleOf } from '../rule-kinds';
import type { AgeInputDto } from './age.dto';
import type { AllocationInputDto } from './allocation.dto';
import type { DepositInputDto } from './deposit.dto';
import type { HoursInputDto } from './hours.dto';
import type { MinimumInputDto } from './minimum.dto';
import type { PromotionInputDto } from './promotion.dto';
import type { TaxInputDto } from './tax.dto';

/** A shape of the domain as JSON brings it: cents are numbers. */
type Plain<T> = T extends Cents
  ? number
  : T extends readonly (infer Item)[]
    ? readonly Plain<Item>[]
    : T extends object
      ? { [Field in keyof T]: Plain<T[Field]> }
      : T;

/** A DTO with every field that it has a default for, or that one of its kinds has. */
type Whole<T> = T extends readonly (infer Item)[]
  ? readonly Whole<Item>[]
  : T extends object
    ? { [Field in keyof T]-?: Whole<Exclude<T[Field], undefined>> }
    : T;

/** The compiler's word that a DTO, its defaults in place, is what the domain calls such a rule. */
type Implements<Dto, K extends RuleKind> = Whole<Dto> extends Plain<Omit<RuleOf[K], 'id' | 'version'>> ? Dto : never;

/** What each kind of rule is made with; `never` for one that is not the domain's, which no route then takes. */
export interface RuleInputs {
  taxes: Implements<TaxInputDto, 'taxes'>;
  deposits: Implements<DepositInputDto, 'deposits'>;
  promotions: Implements<PromotionInputDto, 'promotions'>;
  ages: Implements<AgeInputDto, 'ages'>;
  hours: Implements<HoursInputDto, 'hours'>;
  minimums: Implements<MinimumInputDto, 'minimums'>;
  allocations: Implements<AllocationInputDto, 'allocations'>;
}
