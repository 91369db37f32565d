import { Checkbox, NativeSelect, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import { CountInput } from '../../../components/count-input';
import { MoneyInput } from '../../../components/money-input';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { COLUMNS } from './store-policies';

type Store = Schemas['StoreDto'];
type Limit = 'reasonOverCents' | 'approvalOverCents';
type Field = Limit | 'lockAfterMinutes' | 'cashierDiscountMillionths';

interface DrawerPolicyProps {
  store: Pick<Store, 'shifts' | 'drawer' | 'lockAfterMinutes' | 'cashierDiscountMillionths'>;
  faultAt(path: string): string | undefined;
  onChange(values: Schemas['UpdateStoreDto']): void;
  /** While a field holds what is no amount, nothing must be saved in its place. */
  onReadable(readable: boolean): void;
}

const MILLIONTHS_A_PERCENT = 10_000;

/** How the store's drawers are opened and closed, and what its cashiers may do by themselves. */
export function DrawerPolicy({
  store: { shifts, drawer, lockAfterMinutes, cashierDiscountMillionths },
  faultAt,
  onChange,
  onReadable,
}: DrawerPolicyProps) {
  const t = useT();
  const [unreadable, setUnreadable] = useState<readonly Field[]>([]);
  /** Takes a number, or nothing; what is neither is not saved in its place. */
  const read = (field: Field, value: number | undefined, typed: string, take: (value: number | null) => void) => {
    const readable = value !== undefined || typed.trim() === '';
    const left = [...unreadable.filter((other) => other !== field), ...(readable ? [] : [field])];
    setUnreadable(left);
    onReadable(left.length === 0);
    if (readable) take(value ?? null);
  };
  return (
    <>
      <SimpleGrid cols={COLUMNS}>
        <NativeSelect
          size="md"
          label={t('settings.shifts')}
          description={t('settings.shiftsHint')}
          value={shifts}
          data={(['automatic', 'required'] as const).map((value) => ({ value, label: t(`settings.shifts.${value}`) }))}
          onChange={(event) => onChange({ shifts: event.currentTarget.value as Store['shifts'] })}
        />
        {(['reasonOverCents', 'approvalOverCents'] as const).map((limit) => (
          <MoneyInput
            key={limit}
            label={t(`settings.${limit}`)}
            description={t('settings.limitHint')}
            value={drawer[limit] ?? undefined}
            error={faultAt(`drawer.${limit}`)}
            onChange={(cents, typed) =>
              read(limit, cents, typed, (value) => onChange({ drawer: { ...drawer, [limit]: value } }))
            }
          />
        ))}
      </SimpleGrid>
      <SimpleGrid cols={COLUMNS}>
        <CountInput
          label={t('settings.lockAfter')}
          description={t('settings.lockAfterHint')}
          value={lockAfterMinutes ?? undefined}
          error={faultAt('lockAfterMinutes')}
          onChange={(minutes, typed) =>
            read('lockAfterMinutes', minutes, typed, (value) => onChange({ lockAfterMinutes: value }))
          }
        />
        <CountInput
          label={t('settings.cashierDiscount')}
          description={t('settings.cashierDiscountHint')}
          value={Math.round(cashierDiscountMillionths / MILLIONTHS_A_PERCENT)}
          error={faultAt('cashierDiscountMillionths')}
          onChange={(percent, typed) =>
            read('cashierDiscountMillionths', percent, typed, (value) =>
              onChange({ cashierDiscountMillionths: (value ?? 0) * MILLIONTHS_A_PERCENT }),
            )
          }
        />
      </SimpleGrid>
      <Checkbox
        size="md"
        label={t('settings.blind')}
        description={t('settings.blindHint')}
        checked={drawer.blind}
        onChange={(event) => onChange({ drawer: { ...drawer, blind: event.currentTarget.checked } })}
      />
    </>
  );
}
