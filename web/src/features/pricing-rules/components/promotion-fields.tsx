import { clockText } from '@liquor-pos/domain/time/local-time';
import { Chip, Group, NativeSelect, NumberInput, SimpleGrid, Stack, Switch, Text, TextInput } from '@mantine/core';
import { MoneyInput } from '../../../components/money-input';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { listOf } from '../drafts';
import type { FieldsProps } from '../fields-props';
import { OfferFields } from './offer-fields';
import { SelectorFields } from './selector-fields';

type Offer = Schemas['OfferDto'];
type Hours = Schemas['DayHoursDto'];

const MINUTES_A_DAY = 1440;

/** What is asked of offers that few stores make. */
const SWITCHES = ['identical', 'perPack', 'stackable', 'chained', 'reimbursed'] as const;

const OFFERS: Record<Offer['kind'], Offer> = {
  percent_off: { kind: 'percent_off', rateMillionths: 100_000 },
  amount_off: { kind: 'amount_off', amountCents: 100 },
  fixed_price: { kind: 'fixed_price', priceCents: 999 },
  n_for_price: { kind: 'n_for_price', count: 3, priceCents: 2000 },
  tiers: { kind: 'tiers', tiers: [{ from: 6, rateMillionths: 100_000, amountCents: null }], weights: [] },
  buy_get: { kind: 'buy_get', buy: 2, get: 1, rateMillionths: 1_000_000, getSelector: null },
  kit: {
    kind: 'kit',
    groups: [
      { selector: {}, count: 1 },
      { selector: {}, count: 1 },
    ],
    priceCents: 2000,
  },
  spend_get: { kind: 'spend_get', thresholdCents: 5000, measured: 'after_offers', amountCents: 500 },
  spend_percent: { kind: 'spend_percent', thresholdCents: 5000, measured: 'after_offers', rateMillionths: 100_000 },
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
        onChange={(event) => {
          const offer = OFFERS[event.currentTarget.value as Offer['kind']];
          // A kit chooses by its groups alone.
          onChange({ offer, ...(offer.kind === 'kit' && { selector: {} }) });
        }}
      />
      <OfferFields
        key={draft.offer.kind}
        offer={draft.offer}
        faultAt={faultAt}
        onChange={(offer) => onChange({ offer })}
      />
      {draft.offer.kind !== 'kit' && (
        <>
          <Text fw={600}>{t('offer.on')}</Text>
          <SelectorFields
            path="selector"
            value={draft.selector}
            faultAt={faultAt}
            onChange={(selector) => onChange({ selector })}
          />
        </>
      )}
      <TextInput
        size="md"
        label={t('offer.countsOnly')}
        description={t('offer.countsOnlyHint')}
        defaultValue={draft.countsOnly?.tags?.join(', ') ?? ''}
        error={faultAt('countsOnly.tags') ?? faultAt('countsOnly')}
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
        {(['fromMinute', 'toMinute'] as const).map((field) => (
          <TextInput
            key={field}
            type="time"
            size="md"
            label={t(field === 'fromMinute' ? 'offer.hoursFrom' : 'offer.hoursTo')}
            value={draft.hours ? clockText(draft.hours[field]) : ''}
            error={faultAt(`hours.${field}`) ?? (field === 'toMinute' ? faultAt('hours') : undefined)}
            onChange={(event) => onChange({ hours: hoursWith(draft.hours, field, event.currentTarget.value) })}
          />
        ))}
      </Group>
      <Group grow align="start">
        <TextInput
          size="md"
          label={t('offer.customerGroups')}
          description={t('selector.several')}
          defaultValue={draft.customerGroups?.join(', ') ?? ''}
          error={faultAt('customerGroups')}
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
      <Group grow align="start">
        <MoneyInput
          label={t('offer.maxDiscountCents')}
          value={draft.maxDiscountCents ?? undefined}
          error={faultAt('maxDiscountCents')}
          onChange={(cents) => onChange({ maxDiscountCents: cents ?? null })}
        />
        <TextInput
          size="md"
          label={t('offer.couponCode')}
          description={t('offer.couponHint')}
          value={draft.couponCode ?? ''}
          error={faultAt('couponCode')}
          onChange={(event) => onChange({ couponCode: event.currentTarget.value.toUpperCase() || null })}
        />
      </Group>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        {(['maxUses', 'maxUsesPerCustomer'] as const).map((field) => (
          <NumberInput
            key={field}
            size="md"
            label={t(`offer.${field}`)}
            description={t(`offer.${field}Hint`)}
            min={1}
            allowDecimal={false}
            value={draft[field] ?? ''}
            error={faultAt(field)}
            onChange={(uses) => onChange({ [field]: uses === '' ? null : Number(uses) })}
          />
        ))}
        <MoneyInput
          label={t('offer.budgetCents')}
          description={t('offer.budgetHint')}
          value={draft.budgetCents ?? undefined}
          error={faultAt('budgetCents')}
          onChange={(cents) => onChange({ budgetCents: cents ?? null })}
        />
      </SimpleGrid>
      <Switch
        size="md"
        label={t('offer.forCash')}
        description={t('offer.forCashHint')}
        checked={draft.paidWith != null}
        error={faultAt('paidWith')}
        onChange={(event) => onChange({ paidWith: event.currentTarget.checked ? ['cash'] : null })}
      />
      {SWITCHES.map((field) => (
        <Switch
          key={field}
          size="md"
          label={t(`offer.${field}`)}
          checked={draft[field] ?? false}
          error={faultAt(field)}
          onChange={(event) => onChange({ [field]: event.currentTarget.checked })}
        />
      ))}
      {(draft.chained || draft.offer.thresholdCents !== undefined) && (
        <NumberInput
          size="md"
          label={t('offer.order')}
          min={0}
          allowDecimal={false}
          value={draft.order ?? 10}
          error={faultAt('order')}
          onChange={(order) => onChange({ order: Number(order) })}
        />
      )}
    </Stack>
  );
}

/** A day's hours with one end as it is typed; an end taken away is the day's own. */
function hoursWith(hours: Hours | null | undefined, field: keyof Hours, time: string): Hours | null {
  const day: Hours = { fromMinute: 0, toMinute: MINUTES_A_DAY };
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  const next = { ...day, ...hours, [field]: time ? hour * 60 + minute : day[field] };
  return next.fromMinute === day.fromMinute && next.toMinute === day.toMinute ? null : next;
}
