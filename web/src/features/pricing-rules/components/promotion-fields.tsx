import {
  ActionIcon,
  Button,
  Chip,
  Group,
  NativeSelect,
  NumberInput,
  Stack,
  Switch,
  Text,
  TextInput,
} from '@mantine/core';
import { MoneyInput } from '../../../components/money-input';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { listOf } from '../drafts';
import type { FieldsProps } from '../fields-props';
import { RateInput } from './rate-input';
import { SelectorFields } from './selector-fields';

type Offer = Schemas['OfferDto'];

const OFFERS: Record<Offer['kind'], Offer> = {
  percent_off: { kind: 'percent_off', rateMillionths: 100_000 },
  amount_off: { kind: 'amount_off', amountCents: 100 },
  fixed_price: { kind: 'fixed_price', priceCents: 999 },
  n_for_price: { kind: 'n_for_price', count: 3, priceCents: 2000 },
  tiers: { kind: 'tiers', tiers: [{ from: 6, rateMillionths: 100_000 }], weights: [] },
  buy_get: { kind: 'buy_get', buy: 2, get: 1, rateMillionths: 1_000_000, getSelector: null },
};

export function PromotionFields({ draft, faultAt, onChange }: FieldsProps<'promotions'>) {
  const t = useT();
  const weekdays = draft.weekdays ?? [];
  return (
    <Stack>
      <NativeSelect
        size="md"
        label={t('offer.kind')}
        value={draft.offer.kind}
        data={Object.keys(OFFERS).map((value) => ({ value, label: t(`offer.${value as Offer['kind']}`) }))}
        onChange={(event) => onChange({ offer: OFFERS[event.currentTarget.value as Offer['kind']] })}
      />
      <OfferFields
        key={draft.offer.kind}
        offer={draft.offer}
        faultAt={faultAt}
        onChange={(offer) => onChange({ offer })}
      />
      <Text fw={600}>{t('offer.on')}</Text>
      <SelectorFields
        path="selector"
        value={draft.selector}
        faultAt={faultAt}
        onChange={(selector) => onChange({ selector })}
      />
      <TextInput
        size="md"
        label={t('offer.countsOnly')}
        description={t('offer.countsOnlyHint')}
        defaultValue={draft.countsOnly?.tags?.join(', ') ?? ''}
        onChange={(event) => {
          const tags = listOf(event.currentTarget.value);
          onChange({ countsOnly: tags ? { tags } : null });
        }}
      />
      <Chip.Group
        multiple
        value={weekdays.map(String)}
        onChange={(days) => onChange({ weekdays: days.length > 0 ? days.map(Number).sort() : null })}
      >
        <Group gap="xs" role="group" aria-label={t('offer.weekdays')}>
          {[0, 1, 2, 3, 4, 5, 6].map((day) => (
            <Chip key={day} size="md" value={String(day)}>
              {t(`weekday.${day}` as 'weekday.0')}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group grow align="start">
        <TextInput
          size="md"
          label={t('offer.customerGroups')}
          description={t('selector.several')}
          defaultValue={draft.customerGroups?.join(', ') ?? ''}
          onChange={(event) => onChange({ customerGroups: listOf(event.currentTarget.value) })}
        />
        <NumberInput
          size="md"
          label={t('offer.limitPerSale')}
          description={t('offer.limitHint')}
          min={1}
          allowDecimal={false}
          value={draft.limitPerSale ?? ''}
          error={faultAt('limitPerSale')}
          onChange={(limit) => onChange({ limitPerSale: limit === '' ? null : Number(limit) })}
        />
      </Group>
      <Switch
        size="md"
        label={t('offer.stackable')}
        checked={draft.stackable ?? false}
        onChange={(event) => onChange({ stackable: event.currentTarget.checked })}
      />
    </Stack>
  );
}

interface OfferFieldsProps {
  offer: Offer;
  faultAt(path: string): string | undefined;
  onChange(offer: Offer): void;
}

function OfferFields({ offer, faultAt, onChange }: OfferFieldsProps) {
  const t = useT();
  const rate = (
    <RateInput
      label={t('offer.rate')}
      value={offer.rateMillionths}
      error={faultAt('offer.rateMillionths')}
      onChange={(rateMillionths) => onChange({ ...offer, rateMillionths })}
    />
  );
  const money = (field: 'amountCents' | 'priceCents') => (
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
  }
}

function TierFields({ offer, faultAt, onChange }: OfferFieldsProps) {
  const t = useT();
  const tiers = offer.tiers ?? [];
  const set = (index: number, change: Partial<(typeof tiers)[number]>) =>
    onChange({ ...offer, tiers: tiers.map((tier, other) => (other === index ? { ...tier, ...change } : tier)) });
  const magnums = (offer.weights ?? []).length > 0;
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
          <RateInput
            label={t('offer.rate')}
            value={tier.rateMillionths}
            error={faultAt(`offer.tiers.${index}.rateMillionths`)}
            onChange={(rateMillionths) => set(index, { rateMillionths })}
          />
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
              tiers: [...tiers, { from: (tiers.at(-1)?.from ?? 0) * 2 || 6, rateMillionths: 150_000 }],
            })
          }
        >
          {t('offer.addTier')}
        </Button>
      </Group>
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
