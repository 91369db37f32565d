import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { Badge, Button, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'wouter';
import { type Column, DataTable } from '../../../components/data-table';
import { Loading, Page } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { TableViews, useTableView } from '../../../components/table-views';
import { useToasts } from '../../../components/toasts';
import { saveFile } from '../../../lib/csv';
import { formatCents } from '../../../lib/format';
import { changed } from '../../../lib/query';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { allProducts, type Product, useArchiveProduct, useExportProducts, useProducts } from '../api/products';
import { BulkBar } from './bulk-bar';
import { ImportDialog } from './import-dialog';
import { PricesDialog } from './prices-dialog';
import { ProductForm } from './product-form';

const Labels = lazy(() => import('./labels-dialog').then(({ LabelsDialog }) => ({ default: LabelsDialog })));

const HIDDEN_AT_FIRST = ['brand', 'vendor'];

/** The catalogue: find, edit, archive, bring in and take out, one product or many. */
export function ProductsPage() {
  const t = useT();
  const { organization, user } = useProfile();
  const { currency } = organization;
  const [params, setParams] = useSearchParams();
  const typed = params.get('q') ?? '';
  const [q] = useDebouncedValue(typed, 200);
  const category = params.get('category') ?? '';
  const archived = params.has('archived');
  const set = (name: string, value: string) => setParams(changed(name, value), { replace: true });
  const filter = { q, category, archived };
  const products = useProducts(filter);
  const [edited, setEdited] = useState<Product | 'new'>();
  const [importing, setImporting] = useState(false);
  const [priced, setPriced] = useState<Product>();
  const [labelled, setLabelled] = useState<readonly Product[]>();
  const [chosenIds, setChosen] = useState<ReadonlySet<string>>(new Set());
  const chosen = (products.data ?? []).filter(({ id }) => chosenIds.has(id));
  const { archive, change: archiveOrRestore } = useArchiving();
  const exporting = useExportProducts();
  const packText = ({ name, priceCents }: Product['packs'][number]) => `${name} ${formatCents(priceCents, currency)}`;
  // Of everything the page finds, not of what it has shown so far.
  const labelling = useMutation({ mutationFn: () => allProducts(filter), onSuccess: setLabelled });

  const columns: Column<Product>[] = [
    {
      title: t('product.name'),
      cell: ({ name, volumeMl, ageRestricted }) => (
        <>
          <strong className="cell-name">{nameWithSize(name, volumeMl)}</strong>{' '}
          {!ageRestricted && <Badge size="sm">{t('product.unrestricted')}</Badge>}
        </>
      ),
    },
    { id: 'sku', title: t('product.sku'), cell: ({ sku }) => sku },
    { id: 'brand', title: t('product.brand'), cell: ({ brand }) => brand },
    {
      id: 'category',
      title: t('product.category'),
      cell: ({ category: name }) => (
        <span className="cell-short" title={name ?? ''}>
          {name}
        </span>
      ),
    },
    { id: 'vendor', title: t('product.vendor'), cell: ({ vendor }) => vendor },
    {
      id: 'cost',
      title: t('product.cost'),
      numeric: true,
      cell: ({ costCents }) => formatCents(costCents ?? 0, currency),
    },
    { id: 'packs', title: t('product.packs'), numeric: true, cell: ({ packs }) => packs.map(packText).join(' · ') },
  ];
  const view = useTableView(`${user.id}.products`, columns, HIDDEN_AT_FIRST);

  return (
    <Page
      title={t('nav.products')}
      actions={
        <>
          <Button variant="default" onClick={() => setImporting(true)}>
            {t('products.import')}
          </Button>
          <Button
            variant="default"
            loading={exporting.isPending}
            onClick={() =>
              exporting.mutate(undefined, { onSuccess: (blob) => saveFile('products.csv', blob, 'text/csv') })
            }
          >
            {t('products.export')}
          </Button>
          <Button variant="default" loading={labelling.isPending} onClick={() => labelling.mutate()}>
            {t('products.labels')}
          </Button>
          <Button onClick={() => setEdited('new')}>{t('products.new')}</Button>
        </>
      }
    >
      <div className="filters">
        <TextInput
          size="sm"
          w={280}
          label={t('products.search')}
          placeholder={t('products.searchBy')}
          value={typed}
          onChange={(event) => set('q', event.currentTarget.value)}
        />
        <TextInput
          size="sm"
          label={t('product.category')}
          placeholder={t('product.category')}
          value={category}
          onChange={(event) => set('category', event.currentTarget.value)}
        />
        <Switch
          label={t('products.archived')}
          checked={archived}
          onChange={(event) => set('archived', event.currentTarget.checked ? 'yes' : '')}
        />
        <TableViews view={view} />
      </div>
      <ProblemAlert error={archive.error ?? exporting.error ?? labelling.error} />
      <Loading query={products} isEmpty={(items) => items.length === 0}>
        {(items) => (
          <DataTable
            caption={t('nav.products')}
            items={items}
            more={products.more}
            rowKey={({ id }) => id}
            nameOf={({ name }) => name}
            selection={{ chosen: chosenIds, onChange: setChosen }}
            columns={view.columns}
            actions={(product) => [
              {
                text: t('app.edit'),
                label: t('app.editNamed', { name: product.name }),
                run: () => setEdited(product),
              },
              {
                text: t('priceBook.title'),
                label: t('priceBook.of', { name: product.name }),
                run: () => setPriced(product),
              },
              {
                text: t(product.active ? 'products.archive' : 'products.restore'),
                label: t(product.active ? 'products.archiveNamed' : 'products.restoreNamed', { name: product.name }),
                danger: product.active,
                loading: archive.isPending && archive.variables?.id === product.id,
                run: () => archiveOrRestore(product),
              },
            ]}
          />
        )}
      </Loading>
      {chosen.length > 0 && (
        <BulkBar
          products={chosen}
          currency={currency}
          onLabels={() => setLabelled(chosen)}
          onDone={() => setChosen(new Set())}
        />
      )}
      {edited && <ProductForm product={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
      {priced && <PricesDialog product={priced} onClose={() => setPriced(undefined)} />}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
      {labelled && (
        <Suspense fallback={null}>
          <Labels products={labelled} currency={currency} onClose={() => setLabelled(undefined)} />
        </Suspense>
      )}
    </Page>
  );
}

/** Archiving is done at once, and undone as fast. */
function useArchiving() {
  const t = useT();
  const toast = useToasts();
  const archive = useArchiveProduct();
  const change = (product: Product) =>
    archive.mutate(product, {
      onSuccess: (after) =>
        toast({
          text: t(after.active ? 'products.wasRestored' : 'products.wasArchived', { name: product.name }),
          undo: () => archive.mutate(after),
        }),
    });
  return { archive, change };
}
