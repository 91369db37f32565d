import { ActionIcon, Button, Group, NativeSelect, NumberInput, Stack, Switch, Text } from '@mantine/core';
import { MoneyInput } from '../../../components/money-input';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { RateInput } from './rate-input';
import { SelectorFields } from './selector-fields';

type Offer = Schemas['OfferDto'];

interface OfferFieldsProps {
  offer: Offer;
  faultAt(path: string): string | undefined;
  onChange(offer: Offer): void;
}

/** What is offered. */
export function OfferFields({ offer, faultAt, onChange }: OfferFieldsProps) {
  const t = useT();
  const rate = (
    <RateInput
      label={t('offer.rate')}
      value={offer.rateMillionths}
      error={faultAt('offer.rateMillionths')}
      onChange={(rateMillionths) => onChange({ ...offer, rateMillionths })}
    />
  );
  const money = (field: 'amountCents' | 'priceCents' | 'thresholdCents') => (
    <MoneyInput
      label={t(`offer.${field}`)}
      required
      value={offer[field]}
      error={faultAt(`offer.${field}`)}
      onChange={(cents) => cents !== undefined && onChange({ ...offer, [field]: cents })}
    />
  );
  const units = (field: 'count' | 'buy' | 'get') => (
    <NumberInput
      size="md"
      label={t(`offer.${field}`)}
      min={1}
      allowDecimal={false}
      required
      value={offer[field] ?? ''}
      error={faultAt(`offer.${field}`)}
      onChange={(value) => onChange({ ...offer, [field]: Number(value) })}
    />
  );
  switch (offer.kind) {
    case 'percent_off':
      return rate;
    case 'amount_off':
      return money('amountCents');
    case 'fixed_price':
      return money('priceCents');
    case 'n_for_price':
      return (
        <Group grow align="start">
          {units('count')}
          {money('priceCents')}
        </Group>
      );
    case 'buy_get':
      return (
        <Group grow align="start">
          {units('buy')}
          {units('get')}
          {rate}
        </Group>
      );
    case 'tiers':
      return <TierFields offer={offer} faultAt={faultAt} onChange={onChange} />;
    case 'kit':
      return (
        <>
          {money('priceCents')}
          <KitFields offer={offer} faultAt={faultAt} onChange={onChange} />
        </>
      );
    case 'spend_get':
    case 'spend_percent':
      return (
        <>
          <Group grow align="start">
            {money('thresholdCents')}
            {offer.kind === 'spend_percent' ? rate : money('amountCents')}
          </Group>
          <NativeSelect
            size="md"
            label={t('offer.measured')}
            value={offer.measured ?? 'after_offers'}
            data={(['after_offers', 'before_offers'] as const).map((value) => ({ value, label: t(`offer.${value}`) }))}
            onChange={(event) => onChange({ ...offer, measured: event.currentTarget.value as 'after_offers' })}
          />
        </>
      );
  }
}

function TierFields({ offer, faultAt, onChange }: OfferFieldsProps) {
  const t = useT();
  const tiers = offer.tiers ?? [];
  const set = (index: number, change: Partial<(typeof tiers)[number]>) =>
    onChange({ ...offer, tiers: tiers.map((tier, other) => (other === index ? { ...tier, ...change } : tier)) });
  const magnums = (offer.weights ?? []).length > 0;
  const inAmounts = tiers[0]?.amountCents != null;
  return (
    <Stack gap="xs">
      {tiers.map((tier, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a tier being typed has no other identity
        <Group key={index} align="end" wrap="nowrap">
          <NumberInput
            size="md"
            label={t('offer.from')}
            min={1}
            allowDecimal={false}
            value={tier.from}
            error={faultAt(`offer.tiers.${index}.from`)}
            onChange={(from) => set(index, { from: Number(from) })}
          />
          {inAmounts ? (
            <MoneyInput
              label={t('offer.amountCents')}
              value={tier.amountCents ?? undefined}
              error={faultAt(`offer.tiers.${index}.amountCents`)}
              onChange={(amountCents) => set(index, { amountCents: amountCents ?? null })}
            />
          ) : (
            <RateInput
              label={t('offer.rate')}
              value={tier.rateMillionths ?? undefined}
              error={faultAt(`offer.tiers.${index}.rateMillionths`)}
              onChange={(rateMillionths) => set(index, { rateMillionths })}
            />
          )}
          {tiers.length > 1 && (
            <ActionIcon
              size={44}
              variant="subtle"
              color="refused"
              aria-label={t('offer.removeTier', { count: tier.from })}
              onClick={() => onChange({ ...offer, tiers: tiers.filter((_, other) => other !== index) })}
            >
              ×
            </ActionIcon>
          )}
        </Group>
      ))}
      <Group>
        <Button
          size="md"
          variant="default"
          onClick={() =>
            onChange({
              ...offer,
              tiers: [...tiers, { from: (tiers.at(-1)?.from ?? 0) * 2 || 6, ...stepOf(inAmounts) }],
            })
          }
        >
          {t('offer.addTier')}
        </Button>
      </Group>
      <Switch
        size="md"
        label={t('offer.inAmounts')}
        checked={inAmounts}
        onChange={(event) =>
          onChange({ ...offer, tiers: tiers.map(({ from }) => ({ from, ...stepOf(event.currentTarget.checked) })) })
        }
      />
      <Switch
        size="md"
        label={t('offer.magnums')}
        checked={magnums}
        onChange={(event) =>
          onChange({ ...offer, weights: event.currentTarget.checked ? [{ minVolumeMl: 1500, weight: 2 }] : [] })
        }
      />
    </Stack>
  );
}

/** What a step takes off to begin with. */
function stepOf(inAmounts: boolean) {
  return inAmounts ? { rateMillionths: null, amountCents: 100 } : { rateMillionths: 150_000, amountCents: null };
}

function KitFields({ offer, faultAt, onChange }: OfferFieldsProps) {
  const t = useT();
  const groups = offer.groups ?? [];
  const set = (index: number, change: Partial<(typeof groups)[number]>) =>
    onChange({ ...offer, groups: groups.map((group, other) => (other === index ? { ...group, ...change } : group)) });
  return (
    <Stack gap="md">
      {groups.map((group, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a group being filled in has no other identity
        <Stack key={index} gap="xs" role="group" aria-label={t('offer.group', { number: index + 1 })}>
          <Group justify="space-between">
            <Text fw={600}>{t('offer.group', { number: index + 1 })}</Text>
            {groups.length > 2 && (
              <Button
                size="compact-md"
                variant="subtle"
                color="refused"
                onClick={() => onChange({ ...offer, groups: groups.filter((_, other) => other !== index) })}
              >
                {t('offer.removeGroup', { number: index + 1 })}
              </Button>
            )}
          </Group>
          <NumberInput
            size="md"
            label={t('offer.count')}
            min={1}
            allowDecimal={false}
            value={group.count}
            error={faultAt(`offer.groups.${index}.count`)}
            onChange={(count) => set(index, { count: Number(count) })}
          />
          <SelectorFields
            path={`offer.groups.${index}.selector`}
            value={group.selector}
            faultAt={faultAt}
            onChange={(selector) => set(index, { selector })}
          />
        </Stack>
      ))}
      <Group>
        <Button
          size="md"
          variant="default"
          onClick={() => onChange({ ...offer, groups: [...groups, { selector: {}, count: 1 }] })}
        >
          {t('offer.addGroup')}
        </Button>
      </Group>
    </Stack>
  );
}
