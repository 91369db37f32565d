import { Checkbox, NativeSelect, SimpleGrid } from '@mantine/core';
import { useState } from 'react';
import { MoneyInput } from '../../../components/money-input';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { COLUMNS } from './store-policies';

type Store = Schemas['StoreDto'];
type Limit = 'reasonOverCents' | 'approvalOverCents';

interface DrawerPolicyProps {
  store: Pick<Store, 'shifts' | 'drawer'>;
  faultAt(path: string): string | undefined;
  onChange(values: Schemas['UpdateStoreDto']): void;
  /** While a field holds what is no amount, nothing must be saved in its place. */
  onReadable(readable: boolean): void;
}

/** How the store's drawers are opened and closed. */
export function DrawerPolicy({ store: { shifts, drawer }, faultAt, onChange, onReadable }: DrawerPolicyProps) {
  const t = useT();
  const [unreadable, setUnreadable] = useState<readonly Limit[]>([]);
  const read = (limit: Limit, cents: number | undefined, typed: string) => {
    const readable = cents !== undefined || typed.trim() === '';
    const left = [...unreadable.filter((other) => other !== limit), ...(readable ? [] : [limit])];
    setUnreadable(left);
    onReadable(left.length === 0);
    if (readable) onChange({ drawer: { ...drawer, [limit]: cents ?? null } });
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
            onChange={(cents, typed) => read(limit, cents, typed)}
          />
        ))}
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
