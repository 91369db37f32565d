import { NumberInput, SimpleGrid, Stack, Switch, TagsInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Sorting } from '../../../domain/catalogue/catalogue-index';
import { useCatalogue, useCatalogueStatus } from '../../../domain/catalogue/use-catalogue';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { ChosenProducts } from './chosen-products';

type Selector = Schemas['SelectorDto'];

const LISTS = [
  ['categories', 'category'],
  ['brands', 'brand'],
  ['vendors', 'vendor'],
  ['tags', 'tags'],
  ['taxCodes', 'taxCode'],
  ['containerClasses', 'containerClass'],
] as const satisfies readonly (readonly [keyof Selector, Sorting])[];
const BOUNDS = [
  { field: 'minVolumeMl', suffix: ' ml', scale: 1 },
  { field: 'maxVolumeMl', suffix: ' ml', scale: 1 },
  { field: 'minAbv', suffix: ' %', scale: 100 },
  { field: 'maxAbv', suffix: ' %', scale: 100 },
  { field: 'minPriceCents', suffix: '', scale: 100 },
  { field: 'maxPriceCents', suffix: '', scale: 100 },
] as const;
/** More than anybody looks through; the rest is found by typing. */
const MOST_OFFERED = 40;

interface SelectorFieldsProps {
  value: Selector;
  faultAt(path: string): string | undefined;
  path: string;
  /** Among what is left out already. */
  isException?: boolean;
  onChange(selector: Selector): void;
}

/** Which products: all that is filled in must hold, each by any of its values. What the catalogue has is offered, with how many have it. */
export function SelectorFields({ value, faultAt, path, isException = false, onChange }: SelectorFieldsProps) {
  const t = useT();
  const [notUnits, setNotUnits] = useState<string>();
  const catalogue = useCatalogue(useProfile().organization.id);
  const { revision, size } = useCatalogueStatus(catalogue);
  const { data: known } = useQuery({
    queryKey: ['catalogue-values', revision, size],
    queryFn: () => catalogue.values(),
  });
  return (
    <Stack gap="sm">
      <ChosenProducts
        catalogue={catalogue}
        ids={value.productIds ?? []}
        error={faultAt(`${path}.productIds`)}
        onChange={(ids) => onChange({ ...value, productIds: ids.length > 0 ? ids : null })}
      />
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
        {BOUNDS.map(({ field, suffix, scale }) => (
          <NumberInput
            key={field}
            size="sm"
            label={t(`selector.${field}`)}
            suffix={suffix}
            min={0}
            decimalScale={scale === 1 ? 0 : 2}
            value={value[field] == null ? '' : value[field] / scale}
            error={faultAt(`${path}.${field}`)}
            onChange={(bound) =>
              onChange({ ...value, [field]: bound === '' ? null : Math.round(Number(bound) * scale) })
            }
          />
        ))}
        <TagsInput
          size="sm"
          label={t('selector.packUnits')}
          description={t('selector.packUnitsHint')}
          value={value.packUnits?.map(String) ?? []}
          error={notUnits ? t('selector.notUnits', { text: notUnits }) : faultAt(`${path}.packUnits`)}
          onChange={(values) => {
            const units = values.filter(isUnits).map(Number);
            setNotUnits(values.find((text) => !isUnits(text)));
            onChange({ ...value, packUnits: units.length > 0 ? units : null });
          }}
        />
      </SimpleGrid>
      {!isException && (
        <>
          <Switch
            size="md"
            label={t('selector.except')}
            checked={value.except != null}
            onChange={(event) => onChange({ ...value, except: event.currentTarget.checked ? {} : null })}
          />
          {value.except && (
            <SelectorFields
              isException
              path={`${path}.except`}
              value={value.except}
              faultAt={faultAt}
              onChange={(except) => onChange({ ...value, except })}
            />
          )}
        </>
      )}
    </Stack>
  );
}

function isUnits(text: string): boolean {
  return /^[1-9]\d{0,3}$/.test(text.trim());
}
