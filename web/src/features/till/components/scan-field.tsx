import { bottleSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { Loader, Paper, Stack, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBarcode } from '@tabler/icons-react';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import type { Catalogue, CatalogueStatus } from '../../../domain/catalogue/catalogue';
import type { Schemas } from '../../../lib/api-client';
import { formatCents } from '../../../lib/format';
import { readScanInput, type ScanRead } from '../../../lib/scan-input';
import { useT } from '../../../lib/texts';
import { useProductSearch } from '../use-search';
import { Chips } from './chips';

type Product = Schemas['ProductDto'];
type Pack = Schemas['PackDto'];

interface ScanFieldProps {
  catalogue: Catalogue;
  status: CatalogueStatus;
  field: RefObject<HTMLInputElement | null>;
  typed: string;
  onTyped(typed: string): void;
  /** A key pressed while the field is empty; true when it was taken. */
  onKey(key: string): boolean;
  currency: string;
  busy: boolean;
  /** What stands in the field, by how it came there. */
  read(typed: string): ScanRead;
  onCode(code: string, quantity: number, dropped: string | undefined): void;
  onPick(product: Product, pack: Pack, quantity: number): void;
}

/** The till's one field: a scanner types into it and ends with Enter, a cashier types a name and picks. */
export function ScanField(props: ScanFieldProps) {
  const { catalogue, status, field, typed, onTyped, onKey, currency, busy, read, onCode, onPick } = props;
  const t = useT();
  const [chosen, setChosen] = useState(0);
  const input = readScanInput(typed);
  const [query] = useDebouncedValue(input.isBarcode ? '' : input.text, status.ready ? 0 : 120);
  const search = useProductSearch(catalogue, status, query);
  // Until the list belongs to what stands in the field, Enter must not pick from the one before.
  const current = query === input.text && query.length > 1 && !search.isPlaceholderData;
  const choices = input.text && !input.isBarcode && query ? packsOf(search.data ?? []) : [];

  const listId = useId();
  const chosenOption = useRef<HTMLButtonElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever is chosen is to be in sight
  useEffect(() => {
    chosenOption.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const type = (text: string) => {
    onTyped(text);
    setChosen(0);
  };

  const pick = (choice: Choice | undefined) => {
    if (!choice) return;
    onPick(choice.product, choice.pack, input.quantity);
    type('');
    field.current?.focus();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (typed === '' && !event.ctrlKey && !event.metaKey && !event.altKey && onKey(event.key)) {
      event.preventDefault();
    } else if (event.key === 'Enter' && input.text) {
      event.preventDefault();
      const scan = read(typed);
      if (scan.isBarcode) {
        onCode(scan.text, scan.quantity, scan.dropped);
        type('');
      } else if (current) pick(choices[chosen]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((at) => Math.min(Math.max(at + step, 0), Math.max(choices.length - 1, 0)));
    } else if (event.key === 'Escape') type('');
  };

  return (
    <Stack gap="xs" pos="relative">
      <TextInput
        data-scans
        ref={field}
        size="lg"
        autoFocus
        className="scan-field"
        leftSection={<IconBarcode size={22} aria-hidden />}
        aria-label={t('till.scanOrSearch')}
        placeholder={t('till.placeholder')}
        value={typed}
        autoComplete="off"
        role="combobox"
        aria-expanded={choices.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={choices.length > 0 ? `${listId}-${chosen}` : undefined}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        rightSection={busy || search.isFetching ? <Loader size="sm" /> : null}
      />
      {choices.length > 0 && (
        <Paper
          withBorder
          shadow="md"
          role="listbox"
          id={listId}
          aria-label={t('till.found')}
          pos="absolute"
          top={56}
          w="100%"
          style={LIST}
        >
          {choices.map((choice, index) => (
            <UnstyledButton
              key={`${choice.product.id}/${choice.pack.id}`}
              role="option"
              id={`${listId}-${index}`}
              ref={index === chosen ? chosenOption : undefined}
              aria-selected={index === chosen}
              className="found"
              aria-label={[
                `${choice.product.name} ${bottleSize(choice.product.volumeMl)}`,
                choice.pack.name,
                formatCents(choice.pack.priceCents, currency),
              ].join(' · ')}
              onClick={() => pick(choice)}
            >
              <span className="found-name">{choice.product.name}</span>
              <Chips volumeMl={choice.product.volumeMl} packName={choice.pack.name} />
              <span className="found-price">{formatCents(choice.pack.priceCents, currency)}</span>
            </UnstyledButton>
          ))}
        </Paper>
      )}
      {current && search.isError && <ProblemAlert error={search.error} />}
      {current && search.isSuccess && choices.length === 0 && (
        <Paper withBorder p="sm">
          {t('till.nothingFound', { query })}
        </Paper>
      )}
    </Stack>
  );
}

const LIST = { zIndex: 10, maxHeight: '60vh', overflowY: 'auto' } as const;

interface Choice {
  product: Product;
  pack: Pack;
}

function packsOf(products: Product[]): Choice[] {
  return products.flatMap((product) => product.packs.map((pack) => ({ product, pack })));
}
