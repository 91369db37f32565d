import { bottleSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { baseUnits, cents } from '@liquor-pos/domain/money/money';
import type { BasketLine } from '@liquor-pos/domain/pricing/basket';
import { priceBasket } from '@liquor-pos/domain/pricing/price-basket';
import { EMPTY_RULE_BOOK, type Promotion } from '@liquor-pos/domain/pricing/rules';
import { momentIn } from '@liquor-pos/domain/time/zoned-time';
import { ActionIcon, Alert, Group, NumberInput, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { productsFound } from '../../../domain/products';
import type { Schemas } from '../../../lib/api-client';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import type { Draft } from '../api/rules';

interface Item {
  product: Schemas['ProductDto'];
  pack: Schemas['PackDto'];
  quantity: number;
}

/** What the promotion, as it stands in the form, would do to a basket: priced by the till's own code, before anything is saved. */
export function TryIt({ draft }: { draft: Draft<'promotions'> }) {
  const t = useT();
  const { currency, timezone } = useProfile().organization;
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed, 150);
  const [items, setItems] = useState<Item[]>([]);
  const found = useQuery(productsFound(q.length > 1 ? q : '', 5));
  const priced = items.length > 0 ? priceWith(draft, items, timezone) : undefined;

  return (
    <section className="card">
      <Stack gap="xs">
        <Text fw={600}>{t('try.title')}</Text>
        <TextInput
          size="md"
          label={t('try.add')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
        />
        {typed.length > 1 &&
          found.data?.flatMap((product) =>
            product.packs.slice(0, 2).map((pack) => (
              <Group key={`${product.id}/${pack.id}`} justify="space-between">
                <Text size="sm">
                  {product.name} {bottleSize(product.volumeMl)} {pack.name} {formatCents(pack.priceCents, currency)}
                </Text>
                <ActionIcon
                  size={44}
                  variant="default"
                  aria-label={t('try.addNamed', { name: `${product.name} ${pack.name}` })}
                  onClick={() => {
                    setItems([...items, { product, pack, quantity: 1 }]);
                    setTyped('');
                  }}
                >
                  +
                </ActionIcon>
              </Group>
            )),
          )}
        {items.map((item, index) => {
          const line = priced?.lines[index];
          const entry = line?.trace.find(({ rule }) => rule === 'promotion');
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same pack may stand here twice
            <Group key={index} justify="space-between" wrap="nowrap">
              <Text size="sm" flex={1}>
                {item.product.name} {item.pack.name}
              </Text>
              <NumberInput
                size="md"
                w={90}
                min={1}
                aria-label={t('till.quantityOf', { name: item.product.name })}
                allowDecimal={false}
                value={item.quantity}
                onChange={(quantity) =>
                  setItems(items.map((one) => (one === item ? { ...one, quantity: Number(quantity) || 1 } : one)))
                }
              />
              <Text size="sm" w={190} ta="right">
                {line && line.discountCents > 0
                  ? `−${formatCents(line.discountCents, currency)}`
                  : t(`why.${entry?.code ?? 'better_offer'}`)}
                {entry?.missingUnits != null && ` (${t('why.missing', { count: entry.missingUnits })})`}
              </Text>
            </Group>
          );
        })}
        {priced && (
          <Alert color="bottle" role="status">
            {t('try.result', {
              gross: formatCents(priced.totals.grossCents, currency),
              net: formatCents(priced.totals.grossCents - priced.totals.discountCents, currency),
            })}
          </Alert>
        )}
      </Stack>
    </section>
  );
}

function priceWith(draft: Draft<'promotions'>, items: readonly Item[], timezone: string) {
  const promotion = { ...draft, id: draft.id ?? 'new', version: draft.version ?? 1 } as Promotion;
  const at = momentIn(new Date(), timezone);
  // Whatever day it runs on: today's basket is what is asked about.
  const now = { ...promotion, storeIds: null, effectiveFrom: null, effectiveTo: null, weekdays: null, hours: null };
  const customer = { reference: 'anybody', groups: draft.customerGroups ?? [], taxExempt: false };
  const coupons = draft.couponCode ? [draft.couponCode] : [];
  return priceBasket(
    { lines: items.map(toLine), storeId: '', at, customer, coupons },
    { ...EMPTY_RULE_BOOK, promotions: [now] },
  );
}

function toLine({ product, pack, quantity }: Item): BasketLine {
  return {
    ...product,
    productId: product.id,
    packId: pack.id,
    quantity,
    unitsPerPack: baseUnits(pack.units),
    unitPriceCents: cents(pack.priceCents),
    depositCents: cents(product.depositCents),
  };
}
