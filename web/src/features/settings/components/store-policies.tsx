import { Group, NativeSelect, NumberInput } from '@mantine/core';
import { MoneyInput } from '../../../components/money-input';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';

type Store = Schemas['StoreDto'];

interface StorePoliciesProps {
  store: Pick<Store, 'returns' | 'limits'>;
  onChange(values: Schemas['UpdateStoreDto']): void;
}

/** What may come back and where it goes, and what goes out of a drawer without a manager. */
export function StorePolicies({ store: { returns, limits }, onChange }: StorePoliciesProps) {
  const t = useT();
  const choices = <V extends string>(values: readonly V[]) =>
    values.map((value) => ({ value, label: t(`settings.${value}` as 'settings.allowed') }));
  /** An empty field is no limit, or the one there is without a setting. */
  const numberOf = (typed: number | string) => (typed === '' ? null : Number(typed));
  return (
    <>
      <Group grow align="start">
        <NumberInput
          size="md"
          label={t('settings.returnDays')}
          description={t('settings.returnDaysHint')}
          min={0}
          max={3650}
          allowDecimal={false}
          value={returns.days ?? ''}
          onChange={(days) => onChange({ returns: { ...returns, days: numberOf(days) } })}
        />
        <NativeSelect
          size="md"
          label={t('settings.returnedAlcohol')}
          description={t('settings.returnedAlcoholHint')}
          value={returns.alcohol}
          data={choices(['allowed', 'refused'])}
          onChange={(event) =>
            onChange({ returns: { ...returns, alcohol: event.currentTarget.value as 'allowed' | 'refused' } })
          }
        />
        <NativeSelect
          size="md"
          label={t('settings.disposition')}
          description={t('settings.dispositionHint')}
          value={returns.disposition}
          data={choices(['to_stock', 'breakage'])}
          onChange={(event) =>
            onChange({ returns: { ...returns, disposition: event.currentTarget.value as 'to_stock' | 'breakage' } })
          }
        />
      </Group>
      <Group grow align="start">
        <NumberInput
          size="md"
          label={t('settings.emptiesPerSale')}
          min={0}
          allowDecimal={false}
          value={limits.emptiesPerSale}
          onChange={(count) => onChange({ limits: { ...limits, emptiesPerSale: Number(count) } })}
        />
        <NumberInput
          size="md"
          label={t('settings.emptiesPerDay')}
          min={0}
          allowDecimal={false}
          value={limits.emptiesPerDay}
          onChange={(count) => onChange({ limits: { ...limits, emptiesPerDay: Number(count) } })}
        />
        <MoneyInput
          label={t('settings.mostChange')}
          description={t('settings.mostChangeHint')}
          value={limits.changeCents ?? undefined}
          onChange={(changeCents) => onChange({ limits: { ...limits, changeCents: changeCents ?? null } })}
        />
      </Group>
    </>
  );
}
