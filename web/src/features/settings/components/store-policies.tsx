import { NativeSelect, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import { CountInput } from '../../../components/count-input';
import { MoneyInput } from '../../../components/money-input';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';

type Store = Schemas['StoreDto'];
type Field = 'days' | 'emptiesPerSale' | 'emptiesPerDay' | 'changeCents';

/** Side by side where there is room. */
export const COLUMNS = { base: 1, sm: 3 };

interface StorePoliciesProps {
  store: Pick<Store, 'returns' | 'limits'>;
  /** What the API says of the fields, by their paths. */
  faultAt(path: string): string | undefined;
  onChange(values: Schemas['UpdateStoreDto']): void;
  /** While a field holds what is no value, nothing must be saved in its place. */
  onReadable(readable: boolean): void;
}

/** What may come back and where it goes, and what goes out of a drawer without a manager. */
export function StorePolicies({ store: { returns, limits }, faultAt, onChange, onReadable }: StorePoliciesProps) {
  const t = useT();
  const [unreadable, setUnreadable] = useState<ReadonlySet<Field>>(new Set());
  const choices = <V extends string>(values: readonly V[]) =>
    values.map((value) => ({ value, label: t(`settings.${value}` as 'settings.allowed') }));
  /** Takes a number; nothing only where that means something. */
  const read = (field: Field, value: number | undefined, isNothing: boolean, take: (value: number | null) => void) => {
    const readable = value !== undefined || isNothing;
    const left = new Set([...unreadable].filter((other) => other !== field));
    if (!readable) left.add(field);
    setUnreadable(left);
    onReadable(left.size === 0);
    if (readable) take(value ?? null);
  };
  return (
    <>
      <SimpleGrid cols={COLUMNS}>
        <CountInput
          label={t('settings.returnDays')}
          description={t('settings.returnDaysHint')}
          value={returns.days ?? undefined}
          error={faultAt('returns.days')}
          onChange={(count, typed) =>
            read('days', count, typed === '', (days) => onChange({ returns: { ...returns, days } }))
          }
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
      </SimpleGrid>
      <SimpleGrid cols={COLUMNS}>
        {(['emptiesPerSale', 'emptiesPerDay'] as const).map((field) => (
          <CountInput
            key={field}
            label={t(`settings.${field}`)}
            value={limits[field]}
            error={faultAt(`limits.${field}`)}
            onChange={(count) =>
              read(field, count, false, (value) => onChange({ limits: { ...limits, [field]: value ?? 0 } }))
            }
          />
        ))}
        <MoneyInput
          label={t('settings.mostChange')}
          description={t('settings.mostChangeHint')}
          value={limits.changeCents ?? undefined}
          error={faultAt('limits.changeCents')}
          onChange={(cents, typed) =>
            read('changeCents', cents, typed.trim() === '', (changeCents) =>
              onChange({ limits: { ...limits, changeCents } }),
            )
          }
        />
      </SimpleGrid>
    </>
  );
}
