import { Button, Fieldset, Group, NumberInput, SimpleGrid, Stack, Switch, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { MoneyInput } from '../../../components/money-input';
import { ProblemAlert } from '../../../components/problem-alert';
import { fieldErrors } from '../../../lib/problem';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { type Product, type ProductInput, useSaveProduct } from '../api/products';

interface PackDraft {
  key: string;
  id?: string;
  name: string;
  units: number;
  priceCents: number | undefined;
  barcodes: string;
}

const TEXTS = ['name', 'sku', 'brand', 'category', 'vendor', 'taxCode', 'containerClass'] as const;

/** Makes a product, or changes one. A scan into a pack's field adds its barcode. */
export function ProductForm({ product, onClose }: { product: Product | undefined; onClose(): void }) {
  const t = useT();
  const [key] = useState(newUuid);
  const save = useSaveProduct(product, key);
  const [texts, setTexts] = useState(
    () =>
      Object.fromEntries(TEXTS.map((field) => [field, product?.[field] ?? ''])) as Record<
        (typeof TEXTS)[number],
        string
      >,
  );
  const [tags, setTags] = useState(product?.tags.join(', ') ?? '');
  const [volumeMl, setVolume] = useState<number | string>(product?.volumeMl ?? '');
  const [reorderPoint, setReorderPoint] = useState<number | string>(product?.reorderPoint ?? '');
  const [costCents, setCost] = useState<number | undefined>(product?.costCents ?? 0);
  const [ageRestricted, setRestricted] = useState(product?.ageRestricted ?? true);
  const [packs, setPacks] = useState<PackDraft[]>(() => draftsOf(product));
  const faults = fieldErrors(save.error);

  const changePack = (changed: PackDraft, change: Partial<PackDraft>) =>
    setPacks(packs.map((pack) => (pack === changed ? { ...pack, ...change } : pack)));

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { name, sku, ...optional } = texts;
    const input: ProductInput = {
      name,
      sku,
      ...Object.fromEntries(Object.entries(optional).map(([field, text]) => [field, text || null])),
      tags: listOf(tags),
      volumeMl: numberOf(volumeMl),
      reorderPoint: numberOf(reorderPoint),
      costCents: costCents ?? 0,
      ageRestricted,
      packs: packs.map(({ id, name: packName, units, priceCents, barcodes }) => ({
        ...(id && { id }),
        name: packName,
        units,
        priceCents: priceCents ?? 0,
        barcodes: listOf(barcodes),
      })),
    };
    save.mutate(input, { onSuccess: onClose });
  };

  return (
    <Dialog
      title={product ? t('app.editNamed', { name: product.name }) : t('products.new')}
      size="xl"
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <Stack>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {TEXTS.map((field) => (
              <TextInput
                key={field}
                size="md"
                label={t(`product.${field}`)}
                required={field === 'name' || field === 'sku'}
                value={texts[field]}
                error={faults[field]}
                onChange={(event) => setTexts({ ...texts, [field]: event.currentTarget.value })}
              />
            ))}
            <TextInput
              size="md"
              label={t('product.tags')}
              value={tags}
              error={faults['tags']}
              onChange={(event) => setTags(event.currentTarget.value)}
            />
            <NumberInput
              size="md"
              label={t('product.volumeMl')}
              min={1}
              allowDecimal={false}
              value={volumeMl}
              error={faults['volumeMl']}
              onChange={setVolume}
            />
            <NumberInput
              size="md"
              label={t('product.reorderPoint')}
              min={0}
              allowDecimal={false}
              value={reorderPoint}
              error={faults['reorderPoint']}
              onChange={setReorderPoint}
            />
            <MoneyInput label={t('product.cost')} value={costCents} error={faults['costCents']} onChange={setCost} />
          </SimpleGrid>
          <Switch
            size="md"
            label={t('product.ageRestricted')}
            checked={ageRestricted}
            onChange={(event) => setRestricted(event.currentTarget.checked)}
          />
          {packs.map((pack, index) => (
            <Fieldset key={pack.key} legend={t('product.pack')}>
              <SimpleGrid cols={{ base: 1, sm: 3 }}>
                <TextInput
                  size="md"
                  label={t('product.packName')}
                  required
                  value={pack.name}
                  error={faults[`packs.${index}.name`]}
                  onChange={(event) => changePack(pack, { name: event.currentTarget.value })}
                />
                <NumberInput
                  size="md"
                  label={t('product.units')}
                  required
                  min={1}
                  allowDecimal={false}
                  value={pack.units}
                  error={faults[`packs.${index}.units`]}
                  onChange={(units) => changePack(pack, { units: Number(units) || 1 })}
                />
                <MoneyInput
                  label={t('product.price')}
                  required
                  value={pack.priceCents}
                  error={faults[`packs.${index}.priceCents`]}
                  onChange={(priceCents) => changePack(pack, { priceCents })}
                />
              </SimpleGrid>
              <Group align="end" mt="xs">
                <TextInput
                  size="md"
                  flex={1}
                  label={t('product.barcodes')}
                  description={t('product.barcodesHint')}
                  value={pack.barcodes}
                  error={faults[`packs.${index}.barcodes`] ?? (index === 0 ? faults['packs'] : undefined)}
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
                    color="red"
                    onClick={() => setPacks(packs.filter((other) => other !== pack))}
                  >
                    {t('app.delete')}
                  </Button>
                )}
              </Group>
            </Fieldset>
          ))}
          <Group>
            <Button
              size="md"
              variant="default"
              onClick={() =>
                setPacks([...packs, { key: newUuid(), name: 'Case', units: 12, priceCents: undefined, barcodes: '' }])
              }
            >
              {t('products.addPack')}
            </Button>
          </Group>
          <ProblemAlert error={Object.keys(faults).length === 0 ? save.error : undefined} />
          <Button
            size="lg"
            type="submit"
            loading={save.isPending}
            disabled={packs.some(({ priceCents }) => priceCents === undefined)}
          >
            {t('app.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
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
