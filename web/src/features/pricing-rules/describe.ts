import { clockText } from '@liquor-pos/domain/time/local-time';
import type { Schemas } from '../../lib/api-client';
import { formatCents, formatRate } from '../../lib/format';
import type { Translate } from '../../lib/texts';
import type { AnyRule } from './api/rules';

/** What a rule does, in a line. */
export function describe(rule: AnyRule, currency: string, t: Translate): string {
  if ('levy' in rule) return describeTax(rule, currency, t);
  if ('offer' in rule) return describeOffer(rule.offer, currency, t);
  if ('amountCents' in rule) return t('rule.perContainer', { amount: formatCents(rule.amountCents, currency) });
  if ('minimum' in rule) return describeMinimum(rule.minimum, currency, t);
  if ('units' in rule) return t(`allocation.${rule.per}.text`, { count: rule.units });
  if ('minimumAge' in rule) return t('rule.from', { age: rule.minimumAge });
  return rule.week
    .flatMap(({ windows }, day) =>
      windows.map(
        ({ fromMinute, toMinute }) => `${t(`weekday.${day}` as never)} ${clockText(fromMinute)}–${clockText(toMinute)}`,
      ),
    )
    .join(', ');
}

function describeTax({ levy, inclusive }: Schemas['TaxDto'], currency: string, t: Translate): string {
  const amount = formatCents((levy.amountTenThousandths ?? 0) / 10_000, currency);
  const text =
    levy.kind === 'percentage'
      ? formatRate(levy.rateMillionths ?? 0)
      : t(`levy.${levy.kind}`, {
          amount: levy.kind === 'brackets' ? formatCents(levy.taxPerWholeCents ?? 0, currency) : amount,
        });
  return inclusive ? t('rule.inclusive', { text }) : text;
}

function describeMinimum(minimum: Schemas['LeastDto'], currency: string, t: Translate): string {
  const amount = formatCents(minimum.amountCents ?? 0, currency);
  return t(`minimum.${minimum.kind}.text`, { amount, rate: formatRate(minimum.rateMillionths ?? 0) });
}

function describeOffer(offer: Schemas['OfferDto'], currency: string, t: Translate): string {
  const amount = formatCents(offer.amountCents ?? offer.priceCents ?? 0, currency);
  const rate = formatRate(offer.rateMillionths ?? 0);
  const off = (tier: Schemas['TierDto']) =>
    tier.amountCents == null ? formatRate(tier.rateMillionths ?? 0) : formatCents(tier.amountCents, currency);
  const tiers = (offer.tiers ?? []).map((tier) => `${tier.from}+: ${off(tier)}`);
  return t(`offer.${offer.kind}.text`, {
    amount,
    rate,
    tiers: tiers.join(', '),
    threshold: formatCents(offer.thresholdCents ?? 0, currency),
    count: offer.groups?.reduce((sum, group) => sum + group.count, 0) ?? offer.count ?? 0,
    buy: offer.buy ?? 0,
    get: offer.get ?? 0,
  });
}
