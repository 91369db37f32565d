import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { MultiSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import type { Catalogue } from '../../../domain/catalogue/catalogue';
import { useCatalogueStatus } from '../../../domain/catalogue/use-catalogue';
import { useT } from '../../../lib/texts';
import { useProductNames } from '../product-names';

const MOST_FOUND = 20;
const CODE = /^\d{6,14}$/;

interface ChosenProductsProps {
  catalogue: Catalogue;
  ids: readonly string[];
  error: string | undefined;
  onChange(ids: string[]): void;
}

/** Single products, found by the words of their names or by a scan. */
export function ChosenProducts({ catalogue, ids, error, onChange }: ChosenProductsProps) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const { revision, size } = useCatalogueStatus(catalogue);
  const found = useQuery({
    queryKey: ['catalogue-find', revision, size, typed],
    queryFn: () => find(catalogue, typed.trim()),
    enabled: typed.trim().length > 1,
    placeholderData: keepPreviousData,
  });
  const gone = ids.map((id) => [id, t('selector.goneProduct')] as const);
  const names = new Map([...gone, ...useProductNames(catalogue, ids)]);
  for (const { id, name, volumeMl } of found.data ?? []) names.set(id, nameWithSize(name, volumeMl));
  /** What scans have added by now, which the page may not have drawn yet. */
  const latest = useRef(ids);
  latest.current = ids;
  const [unknown, setUnknown] = useState<string>();

  const choose = (next: readonly string[]) => {
    latest.current = next;
    onChange([...next]);
  };
  /** A scanner is through before anything was found, and may be at the next code by then: what it read is taken off the box at once. */
  const take = async (code: string) => {
    setTyped('');
    setUnknown(undefined);
    const [product] = await find(catalogue, code);
    if (!product) setUnknown(code);
    else if (!latest.current.includes(product.id)) choose([...latest.current, product.id]);
  };
  const onEnter = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return;
    // It ends a scan or chooses what is marked, and never saves the rule.
    event.preventDefault();
    const code = event.currentTarget.value.trim();
    if (CODE.test(code)) void take(code);
  };

  return (
    <MultiSelect
      size="sm"
      label={t('selector.productIds')}
      description={t('selector.productIdsHint')}
      searchable
      hidePickedOptions
      data={[...names].map(([value, label]) => ({ value, label }))}
      // What was found is what was asked for already.
      filter={({ options }) => options}
      value={[...ids]}
      error={unknown ? t('selector.unknownCode', { code: unknown }) : error}
      nothingFoundMessage={typed.trim().length > 1 ? t('selector.noProduct') : undefined}
      searchValue={typed}
      onSearchChange={(text) => {
        setTyped(text);
        if (text) setUnknown(undefined);
      }}
      onKeyDown={onEnter}
      onChange={(next) => {
        setTyped('');
        choose(next);
      }}
    />
  );
}

async function find(catalogue: Catalogue, typed: string) {
  if (!CODE.test(typed)) return catalogue.search(typed, MOST_FOUND);
  return (await catalogue.lookUp(typed)).map(({ product }) => product);
}
