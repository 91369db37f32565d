import { bottleSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { ActionIcon, Alert, Button, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { MoneyInput } from '../../../components/money-input';
import { ProblemAlert } from '../../../components/problem-alert';
import { productsFound } from '../../../domain/products';
import { useStores } from '../../../domain/stores';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { beep } from '../../../lib/sounds';
import { useT } from '../../../lib/texts';
import { useApiForm } from '../../../lib/use-api-form';
import { newUuid } from '../../../lib/uuid';
import { useReceive } from '../api/inventory';

interface Line {
  product: Schemas['ProductDto'];
  units: number;
  unitCostCents: number | undefined;
}

/** What a delivery brought, line by line, with its cost. A scan finds the product. */
export function ReceiveDialog({ storeId: begunIn, onClose }: { storeId: string | undefined; onClose(): void }) {
  const t = useT();
  // Where the delivery was begun, whatever register another tab makes of this device meanwhile.
  const [storeId] = useState(begunIn);
  const stores = useStores().data?.items ?? [];
  const store = stores.length > 1 ? stores.find(({ id }) => id === storeId) : undefined;
  const [key] = useState(newUuid);
  const receive = useReceive(key);
  const form = useApiForm({
    initialValues: { vendor: '', invoice: '', lines: [] as Line[] },
    write: receive,
    onSubmit: ({ vendor, invoice, lines: received }) =>
      receive.mutate(
        {
          ...(storeId && { storeId }),
          ...(vendor && { vendor }),
          ...(invoice && { invoice }),
          lines: received.map(({ product, units, unitCostCents }) => ({
            productId: product.id,
            units,
            unitCostCents: unitCostCents ?? 0,
          })),
        },
        { onSuccess: onClose },
      ),
  });
  const { lines } = form.values;
  const [q, setQ] = useState('');
  const [unknown, setUnknown] = useState<string[]>([]);
  const found = useQuery(productsFound(q.length > 1 && !/^\d+$/.test(q) ? q : '', 6));

  const changeLines = (changed: (lines: Line[]) => Line[]) =>
    form.change((before) => ({ lines: changed(before.lines) }));
  const add = (product: Schemas['ProductDto'], units = 1) => {
    // From the lines as they are by then: scans come faster than they are drawn.
    changeLines((all) => {
      const known = all.find((line) => line.product.id === product.id);
      if (!known) return [...all, { product, units, unitCostCents: product.costCents }];
      return all.map((line) => (line === known ? { ...line, units: line.units + units } : line));
    });
  };
  const change = (changed: Line, values: Partial<Line>) =>
    changeLines((all) => all.map((line) => (line === changed ? { ...line, ...values } : line)));
  // The field is the next scan's at once: an answer may come when that has begun.
  const scan = async (code: string) => {
    const [first] = /^\d+$/.test(code) ? [] : (found.data ?? []);
    setQ('');
    const query = { barcode: code };
    const match = await answered(api.GET('/api/products/lookup', { params: { query } })).catch(() => undefined);
    if (match) add(match.product, match.pack.units);
    else if (first) add(first);
    else {
      beep('error');
      setUnknown((codes) => [...codes, code]);
    }
  };

  return (
    <Dialog title={[t('inventory.receive'), store?.name].filter(Boolean).join(' · ')} size="xl" onClose={onClose}>
      <form onSubmit={form.submit}>
        <Stack>
          <Group grow>
            <TextInput size="md" label={t('product.vendor')} {...form.text('vendor')} />
            <TextInput size="md" label={t('inventory.invoice')} {...form.text('invoice')} />
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
              const code = event.currentTarget.value.trim();
              if (code) void scan(code);
            }}
          />
          {q.length > 1 &&
            found.data?.map((product) => (
              <Button
                key={product.id}
                size="md"
                variant="default"
                justify="flex-start"
                onClick={() => {
                  setQ('');
                  add(product);
                }}
              >
                {product.name} {bottleSize(product.volumeMl)}
              </Button>
            ))}
          {unknown.length > 0 && (
            <Alert
              color="warning"
              variant="light"
              role="alert"
              withCloseButton
              closeButtonLabel={t('app.dismiss')}
              onClose={() => setUnknown([])}
            >
              {unknown.map((code, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: codes are only added
                <Text key={index}>{t('till.unknownCode', { code })}</Text>
              ))}
            </Alert>
          )}
          {lines.map((line, index) => (
            <Group key={line.product.id} align="end" wrap="nowrap">
              <Text flex={1}>
                {line.product.name} {bottleSize(line.product.volumeMl)}
              </Text>
              <NumberInput
                size="md"
                w={110}
                label={t('product.units')}
                min={1}
                allowDecimal={false}
                value={line.units}
                error={form.faultAt(`lines.${index}.units`)}
                onChange={(units) => change(line, { units: Number(units) || 1 })}
              />
              <MoneyInput
                label={t('inventory.unitCost')}
                value={line.unitCostCents}
                error={form.faultAt(`lines.${index}.unitCostCents`)}
                onChange={(unitCostCents) => change(line, { unitCostCents })}
              />
              <ActionIcon
                size={44}
                variant="subtle"
                color="refused"
                aria-label={t('till.remove', { name: line.product.name })}
                onClick={() => changeLines((all) => all.filter((other) => other !== line))}
              >
                ×
              </ActionIcon>
            </Group>
          ))}
          <ProblemAlert {...form.problem} />
          <Button
            size="lg"
            type="submit"
            loading={form.pending}
            disabled={lines.length === 0 || lines.some(({ unitCostCents }) => unitCostCents === undefined)}
          >
            {t('inventory.book')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
