import { NumberInput, SimpleGrid, TextInput } from '@mantine/core';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { listOf } from '../drafts';

type Selector = Schemas['SelectorDto'];

const LISTS = ['categories', 'brands', 'vendors', 'tags', 'taxCodes', 'containerClasses'] as const;

interface SelectorFieldsProps {
  value: Selector;
  faultAt(path: string): string | undefined;
  path: string;
  onChange(selector: Selector): void;
}

/** Which products: all that is filled in must hold, each by any of its values. */
export function SelectorFields({ value, faultAt, path, onChange }: SelectorFieldsProps) {
  const t = useT();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {LISTS.map((field) => (
        <TextInput
          key={field}
          size="md"
          label={t(`selector.${field}`)}
          description={t('selector.several')}
          defaultValue={value[field]?.join(', ') ?? ''}
          error={faultAt(`${path}.${field}`)}
          onChange={(event) => onChange({ ...value, [field]: listOf(event.currentTarget.value) })}
        />
      ))}
      {(['minVolumeMl', 'maxVolumeMl'] as const).map((field) => (
        <NumberInput
          key={field}
          size="md"
          label={t(`selector.${field}`)}
          min={1}
          allowDecimal={false}
          value={value[field] ?? ''}
          error={faultAt(`${path}.${field}`)}
          onChange={(volume) => onChange({ ...value, [field]: volume === '' ? null : Number(volume) })}
        />
      ))}
    </SimpleGrid>
  );
}
