import type { PricedLine } from '@liquor-pos/domain/pricing/priced-basket';
import { IconMinus, IconPlus, IconX } from '@tabler/icons-react';
import { memo, useEffect, useRef } from 'react';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { Basket, BasketEntry } from '../basket';
import { Chips } from './chips';

interface LineActions {
  onQuantity(entry: BasketEntry, quantity: number): void;
  /** Why the line costs what it costs. */
  onOpen(index: number): void;
  /** A count is to be keyed. */
  onCount(index: number): void;
}

interface BasketLinesProps extends LineActions {
  basket: Basket;
  lines: readonly PricedLine[];
  currency: string;
  selected: number;
}

/** Drawn again only when the basket or its prices are others: a key typed into the field changes neither. */
export const BasketLines = memo(function BasketLines(props: BasketLinesProps) {
  const { basket, lines, selected, ...rest } = props;
  const t = useT();
  if (basket.length === 0) return null;
  // The line that keys act on: the chosen one, else the last.
  const active = selected >= 0 && selected < basket.length ? selected : basket.length - 1;
  return (
    <ul className="sale-lines" aria-label={t('till.basket')}>
      {basket.map((entry, index) => (
        <BasketLine
          // Lines of one pack differ by what was done to them by hand; their order does not change.
          // biome-ignore lint/suspicious/noArrayIndexKey: a line has no other identity
          key={`${entry.product.id}/${entry.pack.id}/${index}`}
          entry={entry}
          line={lines[index]}
          active={index === active}
          index={index}
          {...rest}
        />
      ))}
    </ul>
  );
});

interface BasketLineProps extends LineActions {
  entry: BasketEntry;
  line: PricedLine | undefined;
  currency: string;
  active: boolean;
  index: number;
}

/** A line whose figures are the same looks the same, though pricing made it anew. */
function isSameLine(before: BasketLineProps, after: BasketLineProps): boolean {
  return (
    before.entry === after.entry &&
    before.active === after.active &&
    before.index === after.index &&
    before.currency === after.currency &&
    before.line?.grossCents === after.line?.grossCents &&
    JSON.stringify(before.line?.discounts) === JSON.stringify(after.line?.discounts)
  );
}

const BasketLine = memo(function BasketLine(props: BasketLineProps) {
  const { entry, line, currency, active, index, onQuantity, onOpen, onCount } = props;
  const t = useT();
  const { product, pack, quantity } = entry;
  const { name } = product;
  const item = useShown(quantity, active);
  const priceCents = line ? line.grossCents - line.discountCents : pack.priceCents * quantity;
  return (
    <li ref={item} className="line" data-active={active || undefined}>
      <div className="line-count">
        <button
          type="button"
          className="line-step"
          aria-label={t('till.oneLess', { name })}
          onClick={() => onQuantity(entry, quantity - 1)}
        >
          <IconMinus size={18} aria-hidden />
        </button>
        <button
          type="button"
          className="line-quantity"
          aria-label={t('till.quantityOf', { name })}
          onClick={() => onCount(index)}
        >
          {quantity}
        </button>
        <button
          type="button"
          className="line-step"
          aria-label={t('till.oneMore', { name })}
          onClick={() => onQuantity(entry, quantity + 1)}
        >
          <IconPlus size={18} aria-hidden />
        </button>
      </div>
      <button
        type="button"
        className="line-about"
        aria-label={t('till.explain', { name })}
        onClick={() => onOpen(index)}
      >
        <span className="line-name">{name}</span>
        <span className="line-more">
          <Chips volumeMl={product.volumeMl} packName={pack.name} />
          {quantity > 1 && <span>{formatCents(pack.priceCents, currency)}</span>}
        </span>
        {line?.discounts.map((discount) => (
          <span key={`${discount.kind}/${discount.ruleId}`} className="discount">
            {discount.name} {discount.amountCents < 0 ? '+' : '−'}
            {formatCents(Math.abs(discount.amountCents), currency)}
          </span>
        ))}
      </button>
      <span className="line-price">{formatCents(priceCents, currency)}</span>
      <button
        type="button"
        className="line-remove"
        aria-label={t('till.remove', { name })}
        onClick={() => onQuantity(entry, 0)}
      >
        <IconX size={18} aria-hidden />
      </button>
    </li>
  );
}, isSameLine);

/** What was just rung up, counted up or chosen is in sight, however long the sale, and flashes once. */
function useShown(quantity: number, active: boolean) {
  const item = useRef<HTMLLIElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a quantity that changed is a reason to look
  useEffect(() => {
    item.current?.scrollIntoView({ block: 'nearest' });
  }, [quantity, active]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a quantity that changed is what flashes
  useEffect(() => {
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    item.current?.animate([{ backgroundColor: 'var(--accent-wash)' }, {}], { duration: 150 });
  }, [quantity]);
  return item;
}
