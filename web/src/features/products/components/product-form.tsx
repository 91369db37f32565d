import { tagsIn } from '@liquor-pos/domain/catalogue/product-file';
import { Button, Fieldset, Group, NumberInput, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { MoneyInput } from '../../../components/money-input';
import { PictureField } from '../../../components/picture-field';
import { ProductPhoto } from '../../../components/product-photo';
import { SaveBar } from '../../../components/save-bar';
import { useScansIntoFields } from '../../../lib/scans-into-fields';
import { useT } from '../../../lib/texts';
import { type ApiForm, useApiForm } from '../../../lib/use-api-form';
import { newUuid } from '../../../lib/uuid';
import { type Product, type ProductInput, useSaveProduct, useSetPhoto } from '../api/products';

interface PackDraft {
  key: string;
  id?: string;
  name: string;
  units: number;
  priceCents: number | undefined;
  barcodes: string;
}

const TEXTS = ['name', 'sku', 'brand', 'category', 'vendor', 'taxCode', 'containerClass'] as const;

interface Values extends Record<(typeof TEXTS)[number], string> {
  tags: string;
  volumeMl: number | string;
  reorderPoint: number | string;
  costCents: number | undefined;
  ageRestricted: boolean;
  ebtEligible: boolean;
  packs: PackDraft[];
}

/** Makes a product, or changes one. A scan into a pack's field adds its barcode. */
export function ProductForm({ product, onClose }: { product: Product | undefined; onClose(): void }) {
  const t = useT();
  const [key] = useState(newUuid);
  const save = useSaveProduct(product, key);
  const form = useApiForm({
    initialValues: valuesOf(product),
    write: save,
    onSubmit: (values) => save.mutate(inputOf(values), { onSuccess: onClose }),
  });
  const { packs, volumeMl, reorderPoint, costCents, ageRestricted, ebtEligible } = form.values;
  // Wherever the focus is, a scanned code is a barcode, of the first pack where no other one's field has the focus.
  useScansIntoFields(true, (code) =>
    form.change(({ packs: [first, ...others] }) => ({ packs: withBarcode(first, code, others) })),
  );

  return (
    <Dialog
      title={product ? t('app.editNamed', { name: product.name }) : t('products.new')}
      size="panel"
      unsaved={form.changed}
      onClose={onClose}
    >
      <form onSubmit={form.submit}>
        <Stack>
          {product && <PhotoField product={product} />}
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {TEXTS.map((field) => (
              <TextInput
                key={field}
                size="md"
                label={t(`product.${field}`)}
                data-autofocus={field === 'name' || undefined}
                required={field === 'name' || field === 'sku'}
                {...form.text(field)}
              />
            ))}
            <TextInput size="md" label={t('product.tags')} {...form.text('tags')} />
            <NumberInput
              size="md"
              label={t('product.volumeMl')}
              min={1}
              allowDecimal={false}
              value={volumeMl}
              error={form.faultAt('volumeMl')}
              onChange={(value) => form.change({ volumeMl: value })}
            />
            <NumberInput
              size="md"
              label={t('product.reorderPoint')}
              min={0}
              allowDecimal={false}
              value={reorderPoint}
              error={form.faultAt('reorderPoint')}
              onChange={(value) => form.change({ reorderPoint: value })}
            />
            <MoneyInput
              label={t('product.cost')}
              value={costCents}
              error={form.faultAt('costCents')}
              onChange={(cents) => form.change({ costCents: cents })}
            />
          </SimpleGrid>
          <Switch
            size="md"
            label={t('product.ageRestricted')}
            checked={ageRestricted}
            onChange={(event) => form.change({ ageRestricted: event.currentTarget.checked })}
          />
          <Switch
            size="md"
            label={t('product.ebtEligible')}
            checked={ebtEligible && !ageRestricted}
            disabled={ageRestricted}
            onChange={(event) => form.change({ ebtEligible: event.currentTarget.checked })}
          />
          <PackFields form={form} />
          <Group>
            <Button
              size="md"
              variant="default"
              onClick={() =>
                form.change({
                  packs: [...packs, { key: newUuid(), name: 'Case', units: 12, priceCents: undefined, barcodes: '' }],
                })
              }
            >
              {t('products.addPack')}
            </Button>
          </Group>
          <SaveBar
            saving={form.pending}
            problem={form.problem}
            disabled={packs.some(({ priceCents }) => priceCents === undefined)}
          />
        </Stack>
      </form>
    </Dialog>
  );
}

/** Each pack with its price and barcodes. */
function PackFields({ form }: { form: ApiForm<Values> }) {
  const t = useT();
  const { packs } = form.values;
  const changePack = (changed: PackDraft, change: Partial<PackDraft>) =>
    form.change({ packs: packs.map((pack) => (pack === changed ? { ...pack, ...change } : pack)) });
  return (
    <>
      {packs.map((pack, index) => (
        <Fieldset key={pack.key} legend={t('product.pack')}>
          <SimpleGrid cols={{ base: 1, sm: 3 }}>
            <TextInput
              size="md"
              label={t('product.packName')}
              required
              value={pack.name}
              error={form.faultAt(`packs.${index}.name`)}
              onChange={(event) => changePack(pack, { name: event.currentTarget.value })}
            />
            <NumberInput
              size="md"
              label={t('product.units')}
              required
              min={1}
              allowDecimal={false}
              value={pack.units}
              error={form.faultAt(`packs.${index}.units`)}
              onChange={(units) => changePack(pack, { units: Number(units) || 1 })}
            />
            <MoneyInput
              label={t('product.price')}
              required
              value={pack.priceCents}
              error={form.faultAt(`packs.${index}.priceCents`)}
              onChange={(priceCents) => changePack(pack, { priceCents })}
            />
          </SimpleGrid>
          <Group align="end" mt="xs">
            <TextInput
              size="md"
              flex={1}
              label={t('product.barcodes')}
              description={t('product.barcodesHint')}
              data-scans
              value={pack.barcodes}
              error={form.faultAt(`packs.${index}.barcodes`) ?? (index === 0 ? form.faultAt('packs') : undefined)}
              onChange={(event) => changePack(pack, { barcodes: event.currentTarget.value })}
              onKeyDown={(event) => {
                // A scanner ends with Enter: the next scan goes behind a comma, and the form is not sent.
                if (event.key !== 'Enter') return;
                event.preventDefault();
                changePack(pack, { barcodes: `${listOf(pack.barcodes).join(', ')}, ` });
              }}
            />
            {packs.length > 1 && (
              <Button
                size="md"
                variant="subtle"
                color="refused"
                onClick={() => form.change({ packs: packs.filter((other) => other !== pack) })}
              >
                {t('app.delete')}
              </Button>
            )}
          </Group>
        </Fieldset>
      ))}
    </>
  );
}

function valuesOf(product: Product | undefined): Values {
  const texts = Object.fromEntries(TEXTS.map((field) => [field, product?.[field] ?? '']));
  return {
    ...(texts as Record<(typeof TEXTS)[number], string>),
    tags: product?.tags.join(', ') ?? '',
    volumeMl: product?.volumeMl ?? '',
    reorderPoint: product?.reorderPoint ?? '',
    costCents: product?.costCents ?? 0,
    ageRestricted: product?.ageRestricted ?? true,
    ebtEligible: product?.ebtEligible ?? false,
    packs: draftsOf(product),
  };
}

function inputOf({
  tags,
  volumeMl,
  reorderPoint,
  costCents,
  ageRestricted,
  ebtEligible,
  packs,
  ...texts
}: Values): ProductInput {
  const { name, sku, ...optional } = texts;
  return {
    name,
    sku,
    ...Object.fromEntries(Object.entries(optional).map(([field, text]) => [field, text || null])),
    tags: tagsIn(tags),
    volumeMl: numberOf(volumeMl),
    reorderPoint: numberOf(reorderPoint),
    costCents: costCents ?? 0,
    ageRestricted,
    ebtEligible: ebtEligible && !ageRestricted,
    packs: packs.map(({ id, name: packName, units, priceCents, barcodes }) => ({
      ...(id && { id }),
      name: packName,
      units,
      priceCents: priceCents ?? 0,
      barcodes: listOf(barcodes),
    })),
  };
}

function withBarcode(first: PackDraft | undefined, code: string, others: PackDraft[]): PackDraft[] {
  if (!first) return others;
  return [{ ...first, barcodes: `${[...new Set([...listOf(first.barcodes), code])].join(', ')}, ` }, ...others];
}

function draftsOf(product: Product | undefined): PackDraft[] {
  if (!product) return [{ key: newUuid(), name: 'Bottle', units: 1, priceCents: undefined, barcodes: '' }];
  return product.packs.map(({ id, name, units, priceCents, barcodes }) => ({
    key: id,
    id,
    name,
    units,
    priceCents,
    barcodes: barcodes.join(', '),
  }));
}

function listOf(text: string): string[] {
  return text
    .split(/[,;\s]+/)
    .map((part) => part.trim())
    .filter(Boolean);
}

function numberOf(value: number | string): number | null {
  return value === '' ? null : Number(value);
}

/** A photo is saved at once: it needs no version of the product. */
function PhotoField({ product }: { product: Product }) {
  const set = useSetPhoto(product.id);
  const photo = set.data ? set.data.photo : product.photo;
  return (
    <PictureField
      picture={photo && <ProductPhoto product={{ id: product.id, photo }} />}
      texts={{ add: 'photo.add', replace: 'photo.replace', remove: 'photo.remove' }}
      write={set}
    />
  );
}
