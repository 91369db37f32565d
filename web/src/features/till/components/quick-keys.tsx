import { bottleSize, nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { ActionIcon, Button } from '@mantine/core';
import { IconChevronLeft, IconX } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type DragEvent, useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import { ProductPhoto } from '../../../components/product-photo';
import type { Catalogue } from '../../../domain/catalogue/catalogue';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { type QuickKey, useChangeQuickKeys, useQuickKeys } from '../api/quick-keys';
import type { BasketEntry, Pack, Product } from '../basket';
import { hueOf, movedKey, nameOfKey, pagesOfKeys } from '../favourites';
import { ProductSearch } from './product-search';

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

/** Favourites to touch, as tiles in pages by category. Managers put the chosen line or what they search for on one, drag them about, and take them away. */
export function QuickKeys(props: QuickKeysProps) {
  const { storeId, catalogue, revision, currency, mayArrange, candidate } = props;
  const t = useT();
  const keys = useQuickKeys(storeId);
  const change = useChangeQuickKeys(storeId);
  const [arranging, setArranging] = useState(false);
  const [page, setPage] = useState<string>();
  const ids = keys.map(({ productId }) => productId);
  const { data: products = [] } = useQuery({
    queryKey: ['quick-products', ids, revision],
    queryFn: () => catalogue.get(ids),
    enabled: ids.length > 0,
    placeholderData: keepPreviousData,
  });
  const pages = pagesOfKeys(keys, products);
  const shown = pages.find(({ category }) => category === page)?.keys ?? keys;
  const add = (product: Product, pack: Pack) => {
    const key = { productId: product.id, packId: pack.id, label: product.name.slice(0, 40) };
    change.mutate((now) => [...now.filter((other) => nameOfKey(other) !== nameOfKey(key)), key]);
  };

  if (keys.length === 0 && !mayArrange) return null;
  return (
    <div className="favourites">
      <div className="favourites-bar">
        <fieldset className="favourites-pages" aria-label={t('quick.pages')}>
          {pages.length > 1 &&
            [undefined, ...pages.map(({ category }) => category)].map((category) => (
              <button
                key={category ?? ''}
                type="button"
                className="favourites-page"
                aria-pressed={category === page}
                onClick={() => setPage(category)}
              >
                {category ?? t('quick.all')}
              </button>
            ))}
        </fieldset>
        {mayArrange && arranging && (
          <Button
            size="sm"
            variant="light"
            disabled={!candidate}
            loading={change.isPending}
            onClick={() => candidate && add(candidate.product, candidate.pack)}
          >
            {t('quick.add')}
          </Button>
        )}
        {mayArrange && (
          <Button size="sm" variant="subtle" color="gray" onClick={() => setArranging(!arranging)}>
            {arranging ? t('quick.done') : t('quick.arrange')}
          </Button>
        )}
      </div>
      {arranging && (
        <ProductSearch
          label={t('quick.search')}
          catalogue={catalogue}
          currency={currency}
          busy={change.isPending}
          onAdd={add}
        />
      )}
      {change.error && <ProblemAlert error={change.error} />}
      <div className="tiles">
        {shown.map((key, place) => (
          <Tile
            key={nameOfKey(key)}
            favourite={key}
            before={shown[place - 1]}
            products={products}
            arranging={arranging}
            busy={change.isPending}
            onMove={(moved, to) => change.mutate((now) => movedKey(now, moved, to))}
            onRemove={() => change.mutate((now) => now.filter((other) => nameOfKey(other) !== nameOfKey(key)))}
            {...props}
          />
        ))}
      </div>
    </div>
  );
}

interface TileProps extends QuickKeysProps {
  favourite: QuickKey;
  /** The tile that stands before it. */
  before: QuickKey | undefined;
  products: readonly Product[];
  arranging: boolean;
  busy: boolean;
  /** One tile in the place of another, each by its name. */
  onMove(moved: string, place: string): void;
  onRemove(): void;
}

const DRAGGED = 'text/x-favourite';

function Tile(props: TileProps) {
  const { favourite, before, products, arranging, busy, currency, onPick, onMove, onRemove } = props;
  const t = useT();
  const product = products.find(({ id }) => id === favourite.productId);
  const pack = product?.packs.find(({ id }) => id === favourite.packId);
  const name = nameWithSize(favourite.label, product?.volumeMl);
  const drag = arranging && {
    draggable: true,
    onDragStart: (event: DragEvent) => event.dataTransfer.setData(DRAGGED, nameOfKey(favourite)),
    // What comes from elsewhere is no tile.
    onDragOver: (event: DragEvent) => event.dataTransfer.types.includes(DRAGGED) && event.preventDefault(),
    onDrop: (event: DragEvent) => onMove(event.dataTransfer.getData(DRAGGED), nameOfKey(favourite)),
  };
  return (
    <div className="tile-place" {...drag}>
      <button
        type="button"
        className="tile"
        data-hue={product && hueOf(product.category ?? '')}
        disabled={!product || !pack}
        onClick={() => product && pack && onPick(product, pack)}
      >
        {product?.photo && <ProductPhoto product={product} />}
        <span className="tile-label">{favourite.label}</span>
        {/* Its line is there before its product is: nothing moves when that comes. */}
        <span className="tile-about">{product && pack ? aboutOf(product, pack, currency) : '\u00a0'}</span>
      </button>
      {arranging && (
        <span className="tile-tools">
          <ActionIcon
            size={32}
            variant="default"
            disabled={!before || busy}
            aria-label={t('quick.earlier', { name })}
            onClick={() => before && onMove(nameOfKey(favourite), nameOfKey(before))}
          >
            <IconChevronLeft size={18} aria-hidden />
          </ActionIcon>
          <ActionIcon
            size={32}
            variant="default"
            color="refused"
            disabled={busy}
            aria-label={t('quick.remove', { name })}
            onClick={onRemove}
          >
            <IconX size={18} aria-hidden />
          </ActionIcon>
        </span>
      )}
    </div>
  );
}

/** What tells bottles of one name apart: size, pack, price. */
function aboutOf(product: Product, pack: Pack, currency: string): string {
  const parts = [bottleSize(product.volumeMl), pack.units > 1 ? pack.name : '', formatCents(pack.priceCents, currency)];
  return parts.filter(Boolean).join(' · ');
}
