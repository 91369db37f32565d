import { TENDERED_TYPES, type TenderedType } from '@liquor-pos/domain/tenders/tender-types';
import { Checkbox, Group } from '@mantine/core';
import { useT } from '../../../lib/texts';

interface TendersTakenProps {
  tenders: readonly TenderedType[];
  onChange(values: { tenders: TenderedType[] }): void;
}

/** What a store takes. Cash it always takes. */
export function TendersTaken({ tenders, onChange }: TendersTakenProps) {
  const t = useT();
  return (
    <Checkbox.Group
      label={t('settings.tenders')}
      description={t('settings.tendersHint')}
      value={[...tenders]}
      onChange={(chosen) => onChange({ tenders: TENDERED_TYPES.filter((type) => chosen.includes(type)) })}
    >
      <Group mt="xs">
        {TENDERED_TYPES.map((type) => (
          <Checkbox key={type} size="md" value={type} label={t(`tender.${type}`)} disabled={type === 'cash'} />
        ))}
      </Group>
    </Checkbox.Group>
  );
}
