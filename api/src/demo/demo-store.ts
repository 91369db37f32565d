import type { Actor } from '../access/actor';
import { PricingRulesService } from '../pricing-rules/pricing-rules.service';
import { RuleBookService } from '../pricing-rules/rule-book.service';
import type { ProductDto } from '../products/dto/product.dto';
import { StoresService } from '../stores/stores.service';
import type { ResolveService } from '../tenancy/tenant-scope';

const ALWAYS = { storeIds: null, effectiveFrom: null, effectiveTo: null };
const ANY_TIME = { countsOnly: null, weekdays: null, hours: null, customerGroups: null, limitPerSale: null };
const PLAIN_OFFER = {
  ...{ stackable: false, chained: false, order: 10, perPack: false, identical: false },
  ...{
    maxDiscountCents: null,
    couponCode: null,
    reimbursed: false,
    paidWith: null,
    maxUses: null,
    maxUsesPerCustomer: null,
    budgetCents: null,
  },
};
const QUICK_KEYS = 24;

/** Makes the demo a store that sells in Iowa: taxes and deposits, age and hours, two promotions, and keys for what sells most. */
export async function furnishDemoStore(
  resolve: ResolveService,
  actor: Actor,
  popular: readonly ProductDto[],
): Promise<void> {
  await (await resolve(RuleBookService)).usePreset(actor, {
    preset: 'us-ia',
    parts: ['taxes', 'deposits', 'ages', 'hours'],
  });
  const rules = await resolve(PricingRulesService);
  const names = new Set<string>();
  for (const { name } of (await rules.list(actor, 'promotions', { limit: 200 })).items) names.add(name);
  const unlessThere = async (name: string, make: (name: string) => Promise<unknown>) => {
    if (!names.has(name)) await make(name);
  };
  await unlessThere('Mixed vodka, 6 and more', (name) =>
    rules.create(actor, 'promotions', {
      ...ALWAYS,
      ...ANY_TIME,
      name,
      selector: { categories: ['Vodka 80 Proof', 'Imported Vodka'] },
      offer: {
        kind: 'tiers',
        tiers: [
          { from: 6, rateMillionths: 100_000, amountCents: null },
          { from: 12, rateMillionths: 150_000, amountCents: null },
        ],
        weights: [{ minVolumeMl: 1500, weight: 2 }],
      },
      ...PLAIN_OFFER,
    }),
  );
  await unlessThere('Tequila Thursday', (name) =>
    rules.create(actor, 'promotions', {
      ...ALWAYS,
      ...ANY_TIME,
      name,
      weekdays: [4],
      selector: { categories: ['Tequila'] },
      offer: { kind: 'percent_off', rateMillionths: 100_000 },
      ...PLAIN_OFFER,
    }),
  );
  const stores = await resolve(StoresService);
  const [store] = (await stores.list(actor, { limit: 1 })).items;
  if (!store) throw new Error('the demo has no store');
  const keys = popular.slice(0, QUICK_KEYS).map(({ id, name, packs }) => ({
    productId: id,
    packId: packs[0]?.id ?? '',
    label: name.slice(0, 40),
  }));
  await stores.setQuickKeys(actor, store.id, { keys });
}
