import { ActionIcon, Button, Group, SimpleGrid } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import type { Catalogue } from '../../../domain/catalogue/catalogue';
import { formatCents, formatVolume } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { type QuickKey, useQuickKeys, useSetQuickKeys } from '../api/quick-keys';
import type { BasketEntry, Pack, Product } from '../basket';

interface QuickKeysProps {
  storeId: string;
  catalogue: Catalogue;
  /** Of the catalogue: what is on the keys is looked up anew when it is another. */
  revision: string;
  currency: string;
  mayArrange: boolean;
  /** What a manager may put on a key: the line chosen in the basket. */
  candidate: BasketEntry | undefined;
  onPick(product: Product, pack: Pack): void;
}

/** Products to touch. Managers put the chosen line on a key, and move or take keys away. */
export function QuickKeys({ storeId, catalogue, revision, currency, mayArrange, candidate, onPick }: QuickKeysProps) {
  const t = useT();
  const keys = useQuickKeys(storeId);
  const setKeys = useSetQuickKeys(storeId);
  const [arranging, setArranging] = useState(false);
  const ids = keys.map(({ productId }) => productId);
  const { data: products = [] } = useQuery({
    queryKey: ['quick-products', ids, revision],
    queryFn: () => catalogue.get(ids),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });

  const packOf = ({ productId, packId }: QuickKey) => {
    const product = products.find(({ id }) => id === productId);
    const pack = product?.packs.find(({ id }) => id === packId);
    return product && pack ? { product, pack } : undefined;
  };
  const moved = (from: number) =>
    keys.map((key, index) => (index === from - 1 ? keys[from] : index === from ? keys[from - 1] : key)) as QuickKey[];
  const add = () => {
    if (!candidate) return;
    const { product, pack } = candidate;
    setKeys.mutate([...keys, { productId: product.id, packId: pack.id, label: product.name.slice(0, 40) }]);
  };

  if (keys.length === 0 && !mayArrange) return null;
  return (
    <>
      {mayArrange && (
        <Group gap="xs" justify="flex-end" className="quick-keys-arrange">
          {arranging && (
            <Button size="md" variant="light" disabled={!candidate} loading={setKeys.isPending} onClick={add}>
              {t('quick.add')}
            </Button>
          )}
          <Button size="md" variant="subtle" onClick={() => setArranging(!arranging)}>
            {arranging ? t('quick.done') : t('quick.arrange')}
          </Button>
        </Group>
      )}
      {setKeys.error && <ProblemAlert error={setKeys.error} />}
      <SimpleGrid cols={2} spacing="xs" className="quick-keys">
        {keys.map((key, index) => {
          const found = packOf(key);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a pack may stand on two keys
            <Group key={index} gap={2} wrap="nowrap">
              <Button
                variant="default"
                h={60}
                flex={1}
                px="xs"
                disabled={!found}
                onClick={() => found && onPick(found.product, found.pack)}
              >
                <span className="quick-label">
                  {key.label}
                  {found && <span className="quick-about">{aboutOf(found, currency)}</span>}
                </span>
              </Button>
              {arranging && (
                <>
                  <ActionIcon
                    size={44}
                    variant="default"
                    disabled={index === 0 || setKeys.isPending}
                    aria-label={t('quick.earlier', { name: key.label })}
                    onClick={() => setKeys.mutate(moved(index))}
                  >
                    &lt;
                  </ActionIcon>
                  <ActionIcon
                    size={44}
                    variant="subtle"
                    color="red"
                    disabled={setKeys.isPending}
                    aria-label={t('quick.remove', { name: key.label })}
                    onClick={() => setKeys.mutate(keys.filter((_, other) => other !== index))}
                  >
                    ×
                  </ActionIcon>
                </>
              )}
            </Group>
          );
        })}
      </SimpleGrid>
    </>
  );
}

/** What tells bottles of one name apart: size, pack, price. */
function aboutOf({ product, pack }: { product: Product; pack: Pack }, currency: string): string {
  const parts = [
    formatVolume(product.volumeMl),
    pack.units > 1 ? pack.name : '',
    formatCents(pack.priceCents, currency),
  ];
  return parts.filter(Boolean).join(' · ');
}
