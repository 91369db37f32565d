import type { AnyRule, Draft, Kind } from './api/rules';

const ALWAYS = { storeIds: null, effectiveFrom: null, effectiveTo: null };
const ALL_DAY = { windows: [{ fromMinute: 0, toMinute: 1440 }] };

/** What a form of each kind begins with. */
export function newDraft(kind: Kind): Draft<Kind> {
  const drafts: { [K in Kind]: Draft<K> } = {
    taxes: {
      ...ALWAYS,
      name: '',
      taxCodes: null,
      levy: { kind: 'percentage', rateMillionths: 60_000 },
      order: 10,
      compounding: false,
      inclusive: false,
      onDeposit: false,
      exemptible: true,
      selector: {},
      group: null,
      rounding: null,
      fee: false,
      onFees: false,
    },
    deposits: { ...ALWAYS, name: '', selector: {}, amountCents: 5, order: 10, per: 'unit', group: null },
    promotions: {
      ...ALWAYS,
      name: '',
      offer: { kind: 'percent_off', rateMillionths: 100_000 },
      selector: {},
      countsOnly: null,
      weekdays: null,
      hours: null,
      customerGroups: null,
      limitPerSale: null,
      stackable: false,
      chained: false,
      order: 10,
      perPack: false,
      identical: false,
      maxDiscountCents: null,
      couponCode: null,
      reimbursed: false,
      paidWith: null,
      maxUses: null,
      maxUsesPerCustomer: null,
      budgetCents: null,
    },
    ages: {
      ...ALWAYS,
      name: '',
      selector: {},
      minimumAge: 21,
      includeUnrestricted: false,
      visualAllowed: false,
      sellerMinimumAge: null,
    },
    hours: {
      ...ALWAYS,
      name: '',
      selector: {},
      week: Array.from({ length: 7 }, () => ALL_DAY),
      exceptions: [],
      byApproval: false,
    },
    minimums: { ...ALWAYS, name: '', selector: {}, minimum: { kind: 'per_unit', amountCents: 1000 } },
    allocations: { ...ALWAYS, name: '', selector: {}, units: 1, per: 'customer' },
  };
  return drafts[kind];
}

export function draftOf(rule: AnyRule): Draft<Kind> {
  return structuredClone(rule) as Draft<Kind>;
}

/** "wine, beer" is two; nothing is every one. */
export function listOf(text: string): string[] | null {
  const parts = text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
  return parts.length > 0 ? parts : null;
}
