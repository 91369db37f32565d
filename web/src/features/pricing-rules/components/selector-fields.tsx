import { NumberInput, SimpleGrid, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Sorting } from '../../../domain/catalogue/catalogue-index';
import { useCatalogue, useCatalogueStatus } from '../../../domain/catalogue/use-catalogue';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';

type Selector = Schemas['SelectorDto'];

const LISTS = [
  ['categories', 'category'],
  ['brands', 'brand'],
  ['vendors', 'vendor'],
  ['tags', 'tags'],
  ['taxCodes', 'taxCode'],
  ['containerClasses', 'containerClass'],
] as const satisfies readonly (readonly [keyof Selector, Sorting])[];
/** More than anybody looks through; the rest is found by typing. */
const MOST_OFFERED = 40;

interface SelectorFieldsProps {
  value: Selector;
  faultAt(path: string): string | undefined;
  path: string;
  onChange(selector: Selector): void;
}

/** Which products: all that is filled in must hold, each by any of its values. What the catalogue has is offered, with how many have it. */
export function SelectorFields({ value, faultAt, path, onChange }: SelectorFieldsProps) {
  const t = useT();
  const catalogue = useCatalogue(useProfile().organization.id);
  const { revision, size } = useCatalogueStatus(catalogue);
  const { data: known } = useQuery({
    queryKey: ['catalogue-values', revision, size],
    queryFn: () => catalogue.values(),
  });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {LISTS.map(([field, sorting]) => {
        const counts = new Map(known?.[sorting]);
        return (
          <TagsInput
            key={field}
            size="sm"
            label={t(`selector.${field}`)}
            data={[...counts.keys()]}
            limit={MOST_OFFERED}
            value={value[field] ?? []}
            error={faultAt(`${path}.${field}`)}
            renderOption={({ option }) => (
              <span>
                {option.value}{' '}
                <span className="quiet">{t('selector.products', { count: counts.get(option.value) ?? 0 })}</span>
              </span>
            )}
            onChange={(values) => onChange({ ...value, [field]: values.length > 0 ? values : null })}
          />
        );
      })}
      {(['minVolumeMl', 'maxVolumeMl'] as const).map((field) => (
        <NumberInput
          key={field}
          size="sm"
          label={t(`selector.${field}`)}
          suffix=" ml"
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
