import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Catalogue } from '../../../domain/catalogue/catalogue';
import { formatCents } from '../../../lib/format';
import type { Pack, Product } from '../basket';

const MOST_FOUND = 6;

interface ProductSearchProps {
  label: string;
  catalogue: Catalogue;
  currency: string;
  busy: boolean;
  onAdd(product: Product, pack: Pack): void;
}

/** Finds a pack of a product by the words of its name. */
export function ProductSearch({ label, catalogue, currency, busy, onAdd }: ProductSearchProps) {
  const [typed, setTyped] = useState('');
  const found = useQuery({
    queryKey: ['product-search', typed],
    queryFn: () => catalogue.search(typed, MOST_FOUND),
    enabled: typed.trim().length > 1,
    placeholderData: keepPreviousData,
  });
  const choices =
    typed.trim().length > 1
      ? (found.data ?? []).flatMap((product) => product.packs.map((pack) => ({ product, pack })))
      : [];
  return (
    <div className="product-search">
      <TextInput
        size="md"
        aria-label={label}
        placeholder={label}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className="product-found">
        {choices.slice(0, MOST_FOUND).map(({ product, pack }) => {
          const name = nameWithSize(product.name, product.volumeMl);
          const text = `${name} · ${pack.name} · ${formatCents(pack.priceCents, currency)}`;
          return (
            <button
              key={`${product.id}/${pack.id}`}
              type="button"
              className="menu-item"
              disabled={busy}
              onClick={() => {
                setTyped('');
                onAdd(product, pack);
              }}
            >
              {text}
            </button>
          );
        })}
      </div>
    </div>
  );
}
