import { Badge, Button, Group, Switch, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { lazy, Suspense, useState } from 'react';
import { DataTable } from '../../../components/data-table';
import { Loading, Page } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { RowActions } from '../../../components/row-actions';
import { saveFile } from '../../../lib/csv';
import { formatCents, formatVolume } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type Product, useArchiveProduct, useExportProducts, useProducts } from '../api/products';
import { ImportDialog } from './import-dialog';
import { ProductForm } from './product-form';

const Labels = lazy(() => import('./labels-dialog').then(({ LabelsDialog }) => ({ default: LabelsDialog })));

/** The catalogue: find, edit, archive, bring in and take out. */
export function ProductsPage() {
  const t = useT();
  const { currency } = useProfile().organization;
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 200);
  const [category, setCategory] = useState('');
  const [archived, setArchived] = useState(false);
  const [edited, setEdited] = useState<Product | 'new'>();
  const [importing, setImporting] = useState(false);
  const [labelled, setLabelled] = useState<Product[]>();
  const products = useProducts({ q, category, archived });
  const archive = useArchiveProduct();
  const exporting = useExportProducts();

  return (
    <Page
      title={t('nav.products')}
      actions={
        <>
          <Button size="md" variant="default" onClick={() => setImporting(true)}>
            {t('products.import')}
          </Button>
          <Button
            size="md"
            variant="default"
            loading={exporting.isPending}
            onClick={() =>
              exporting.mutate(undefined, { onSuccess: (blob) => saveFile('products.csv', blob, 'text/csv') })
            }
          >
            {t('products.export')}
          </Button>
          <Button size="md" variant="default" onClick={() => setLabelled(products.data ?? [])}>
            {t('products.labels')}
          </Button>
          <Button size="md" onClick={() => setEdited('new')}>
            {t('products.new')}
          </Button>
        </>
      }
    >
      <Group mb="md" align="end">
        <TextInput
          size="md"
          label={t('products.search')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <TextInput
          size="md"
          label={t('product.category')}
          value={category}
          onChange={(event) => setCategory(event.currentTarget.value)}
        />
        <Switch
          size="md"
          label={t('products.archived')}
          checked={archived}
          onChange={(event) => setArchived(event.currentTarget.checked)}
        />
      </Group>
      <ProblemAlert error={archive.error ?? exporting.error} />
      <Loading query={products} isEmpty={(items) => items.length === 0}>
        {(items) => (
          <DataTable
            caption={t('nav.products')}
            items={items}
            more={products.more}
            rowKey={({ id }) => id}
            columns={[
              {
                title: t('product.name'),
                cell: ({ name, volumeMl, ageRestricted }) => (
                  <>
                    {name} {formatVolume(volumeMl)}{' '}
                    {ageRestricted && <Badge color="gray">{t('product.restricted')}</Badge>}
                  </>
                ),
              },
              { title: t('product.sku'), cell: ({ sku }) => sku },
              { title: t('product.category'), cell: ({ category: name }) => name },
              {
                title: t('product.packs'),
                cell: ({ packs }) =>
                  packs.map(({ id, name, priceCents }) => (
                    <div key={id}>{`${name} ${formatCents(priceCents, currency)}`}</div>
                  )),
              },
              {
                title: t('app.actions'),
                cell: (product) => (
                  <RowActions
                    actions={[
                      {
                        text: t('app.edit'),
                        label: t('app.editNamed', { name: product.name }),
                        run: () => setEdited(product),
                      },
                      {
                        text: t(product.active ? 'products.archive' : 'products.restore'),
                        label: t(product.active ? 'products.archiveNamed' : 'products.restoreNamed', {
                          name: product.name,
                        }),
                        danger: true,
                        loading: archive.isPending && archive.variables?.id === product.id,
                        run: () => archive.mutate(product),
                      },
                    ]}
                  />
                ),
              },
            ]}
          />
        )}
      </Loading>
      {edited && <ProductForm product={edited === 'new' ? undefined : edited} onClose={() => setEdited(undefined)} />}
      {importing && <ImportDialog onClose={() => setImporting(false)} />}
      {labelled && (
        <Suspense fallback={null}>
          <Labels products={labelled} currency={currency} onClose={() => setLabelled(undefined)} />
        </Suspense>
      )}
    </Page>
  );
}
