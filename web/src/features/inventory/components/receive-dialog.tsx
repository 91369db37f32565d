import { ActionIcon, Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { MoneyInput } from '../../../components/money-input';
import { ProblemAlert } from '../../../components/problem-alert';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { formatVolume } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { useReceive } from '../api/inventory';

interface Line {
  product: Schemas['ProductDto'];
  units: number;
  unitCostCents: number | undefined;
}

/** What a delivery brought, line by line, with its cost. A scan finds the product. */
export function ReceiveDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const [key] = useState(newUuid);
  const receive = useReceive(key);
  const [vendor, setVendor] = useState('');
  const [invoice, setInvoice] = useState('');
  const [q, setQ] = useState('');
  const [lines, setLines] = useState<Line[]>([]);
  const found = useQuery({
    queryKey: ['products', 'receiving', q],
    queryFn: async () => (await answered(api.GET('/api/products', { params: { query: { q, limit: 6 } } }))).items,
    enabled: q.length > 1 && !/^\d+$/.test(q),
  });

  const add = (product: Schemas['ProductDto'], units = 1) => {
    setQ('');
    const known = lines.find((line) => line.product.id === product.id);
    if (known) return change(known, { units: known.units + units });
    setLines([...lines, { product, units, unitCostCents: product.costCents }]);
  };
  const change = (changed: Line, values: Partial<Line>) =>
    setLines((all) => all.map((line) => (line === changed ? { ...line, ...values } : line)));
  const scan = async () => {
    const query = { barcode: q };
    const match = await answered(api.GET('/api/products/lookup', { params: { query } })).catch(() => undefined);
    if (match) add(match.product, match.pack.units);
    else if (found.data?.[0]) add(found.data[0]);
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    receive.mutate(
      {
        ...(vendor && { vendor }),
        ...(invoice && { invoice }),
        lines: lines.map(({ product, units, unitCostCents }) => ({
          productId: product.id,
          units,
          unitCostCents: unitCostCents ?? 0,
        })),
      },
      { onSuccess: onClose },
    );
  };

  return (
    <Dialog title={t('inventory.receive')} size="xl" onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <Group grow>
            <TextInput
              size="md"
              label={t('product.vendor')}
              value={vendor}
              onChange={(event) => setVendor(event.currentTarget.value)}
            />
            <TextInput
              size="md"
              label={t('inventory.invoice')}
              value={invoice}
              onChange={(event) => setInvoice(event.currentTarget.value)}
            />
          </Group>
          <TextInput
            size="md"
            label={t('till.scanOrSearch')}
            data-autofocus
            value={q}
            onChange={(event) => setQ(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key !== 'Enter') return;
              event.preventDefault();
              void scan();
            }}
          />
          {q.length > 1 &&
            found.data?.map((product) => (
              <Button key={product.id} size="md" variant="default" justify="flex-start" onClick={() => add(product)}>
                {product.name} {formatVolume(product.volumeMl)}
              </Button>
            ))}
          {lines.map((line) => (
            <Group key={line.product.id} align="end" wrap="nowrap">
              <Text flex={1}>
                {line.product.name} {formatVolume(line.product.volumeMl)}
              </Text>
              <NumberInput
                size="md"
                w={110}
                label={t('product.units')}
                min={1}
                allowDecimal={false}
                value={line.units}
                onChange={(units) => change(line, { units: Number(units) || 1 })}
              />
              <MoneyInput
                label={t('inventory.unitCost')}
                value={line.unitCostCents}
                onChange={(unitCostCents) => change(line, { unitCostCents })}
              />
              <ActionIcon
                size={44}
                variant="subtle"
                color="red"
                aria-label={t('till.remove', { name: line.product.name })}
                onClick={() => setLines(lines.filter((other) => other !== line))}
              >
                ×
              </ActionIcon>
            </Group>
          ))}
          <ProblemAlert error={receive.error} />
          <Button
            size="lg"
            type="submit"
            loading={receive.isPending}
            disabled={lines.length === 0 || lines.some(({ unitCostCents }) => unitCostCents === undefined)}
          >
            {t('inventory.book')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
