import type { AgeRule, DepositRule, HoursRule, TaxRule } from '../rules.ts';

/** A published rate, to begin with. Where `adviser` says so, the store sets its own part. */
export interface PresetSource {
  title: string;
  url: string;
}

export type Content<R> = Omit<R, 'id' | 'version' | 'storeIds' | 'effectiveTo'>;

export interface Preset {
  id: string;
  /** Raised with every change of its rules. */
  version: number;
  name: string;
  /** What the store has to settle with its adviser. */
  adviser: string;
  sources: readonly PresetSource[];
  taxes: readonly Content<TaxRule>[];
  deposits: readonly Content<DepositRule>[];
  ages: readonly Content<AgeRule>[];
  /** Empty where they differ by product, place or licence: then the store enters its own. */
  hours: readonly Content<HoursRule>[];
  /** A tax of the place, where one may come on top: the store says its rate. */
  localTax: LocalTax | null;
}

export interface LocalTax {
  name: string;
  taxCodes: readonly string[];
  onDeposit: boolean;
}
