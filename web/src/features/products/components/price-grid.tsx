import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { type ClipboardEvent, type KeyboardEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { readAmount } from '../../../lib/amounts';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { ProductChange } from '../api/change-products';
import type { Product } from '../api/products';
import { pastedCells, priceByRule } from '../price-rule';

interface PriceGridProps {
  products: readonly Product[];
  currency: string;
  pending: boolean;
  onChange(changes: ProductChange[]): void;
  onClose(): void;
}

interface Row {
  product: Product;
  packId: string;
  packName: string;
  priceCents: number;
}

const DIGITS = ['0', '5', '9'];

/** New prices for many products: typed down a column, pasted from a spreadsheet, or made by one rule and looked at before they are saved. */
export function PriceGrid({ products, currency, pending, onChange, onClose }: PriceGridProps) {
  const t = useT();
  const rows = products.flatMap((product) =>
    product.packs.map(({ id, name, priceCents }) => ({ product, packId: id, packName: name, priceCents })),
  );
  const [typed, setTyped] = useState<Record<number, string>>({});
  const read = (index: number) => (typed[index] ? readAmount(typed[index]) : undefined);
  const unreadable = rows.some((_, index) => typed[index] && read(index) === undefined);
  const changed = rows.filter((row, index) => read(index) !== undefined && read(index) !== row.priceCents);
  const fill = (from: number, cells: readonly string[]) =>
    setTyped({ ...typed, ...Object.fromEntries(cells.map((cell, place) => [from + place, cell])) });
  const save = () => onChange(changesOf(rows, read));

  return (
    <Dialog title={t('prices.title')} size="xl" unsaved={changed.length > 0} onClose={onClose}>
      <Stack>
        <RuleBar
          onUse={(rule) =>
            fill(
              0,
              rows.map(({ priceCents }) => (priceByRule(priceCents, rule) / 100).toFixed(2)),
            )
          }
        />
        <div className="table-box price-grid">
          <table className="table" aria-label={t('prices.title')}>
            <thead>
              <tr>
                <th scope="col">{t('product.name')}</th>
                <th scope="col" data-numeric>
                  {t('prices.now')}
                </th>
                <th scope="col" data-numeric>
                  {t('prices.next')}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row, index) => (
                <tr key={`${row.product.id}/${row.packId}`}>
                  <td>
                    {nameWithSize(row.product.name, row.product.volumeMl)} · {row.packName}
                  </td>
                  <td data-numeric>{formatCents(row.priceCents, currency)}</td>
                  <td data-numeric>
                    <input
                      className="price-cell"
                      inputMode="decimal"
                      aria-label={t('prices.of', { name: `${row.product.name} ${row.packName}` })}
                      aria-invalid={typed[index] !== undefined && typed[index] !== '' && read(index) === undefined}
                      data-autofocus={index === 0 || undefined}
                      data-row={index}
                      placeholder={(row.priceCents / 100).toFixed(2)}
                      value={typed[index] ?? ''}
                      onChange={(event) => fill(index, [event.currentTarget.value])}
                      onKeyDown={moveByKeys}
                      onPaste={(event) => pasteInto(event, (cells) => fill(index, cells))}
                    />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
          <Button disabled={changed.length === 0 || unreadable} loading={pending} onClick={save}>
            {t('prices.save', { count: changed.length })}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}

function RuleBar({ onUse }: { onUse(rule: { hundredths: number; lastDigit: number | undefined }): void }) {
  const t = useT();
  const [percent, setPercent] = useState('');
  const [digit, setDigit] = useState('');
  const text = percent.replace('%', '').replace(',', '.').trim();
  const read = /^[+-]?\d{1,3}(\.\d{1,2})?$/.test(text) ? Number(text) : undefined;
  const unreadable = text !== '' && read === undefined;
  return (
    <Group align="end" gap="sm">
      <TextInput
        size="sm"
        label={t('prices.percent')}
        placeholder="+3"
        inputMode="decimal"
        value={percent}
        error={unreadable}
        onChange={(event) => setPercent(event.currentTarget.value)}
      />
      <NativeSelect
        size="sm"
        label={t('prices.endIn')}
        value={digit}
        data={[{ value: '', label: t('prices.asItComes') }, ...DIGITS]}
        onChange={(event) => setDigit(event.currentTarget.value)}
      />
      <Button
        variant="light"
        disabled={unreadable || (read === undefined && digit === '')}
        onClick={() =>
          onUse({ hundredths: Math.round((read ?? 0) * 100), lastDigit: digit === '' ? undefined : Number(digit) })
        }
      >
        {t('prices.preview')}
      </Button>
    </Group>
  );
}

/** Enter and the arrows go down and up the column, as in a spreadsheet. */
function moveByKeys(event: KeyboardEvent<HTMLInputElement>): void {
  const step = event.key === 'Enter' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const next = Number(event.currentTarget.dataset['row']) + step;
  const cell = event.currentTarget.closest('table')?.querySelector<HTMLInputElement>(`[data-row="${next}"]`);
  cell?.focus();
  cell?.select();
}

function pasteInto(event: ClipboardEvent, onCells: (cells: string[]) => void): void {
  const cells = pastedCells(event.clipboardData.getData('text'));
  if (cells.length < 2) return;
  event.preventDefault();
  onCells(cells);
}

/** One change for each product, however many of its packs have another price. */
function changesOf(rows: readonly Row[], read: (index: number) => number | undefined): ProductChange[] {
  const changes = new Map<string, ProductChange>();
  for (const [index, { product, packId, priceCents }] of rows.entries()) {
    const next = read(index);
    if (next === undefined || next === priceCents) continue;
    const packs = changes.get(product.id)?.change.packs ?? product.packs;
    const changed = packs.map((pack) => (pack.id === packId ? { ...pack, priceCents: next } : pack));
    changes.set(product.id, { product, change: { packs: changed } });
  }
  return [...changes.values()];
}
