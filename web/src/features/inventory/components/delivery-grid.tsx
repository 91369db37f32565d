import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { IconX } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { readAmount } from '../../../lib/amounts';
import { formatCents, formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { type DeliveryLine, inPack, lineCents, unitsOf } from '../delivery';

interface DeliveryGridProps {
  lines: readonly DeliveryLine[];
  currency: string;
  onChange(changed: DeliveryLine, line: DeliveryLine): void;
  onRemove(line: DeliveryLine): void;
  /** Enter: on to the next scan. */
  onDone(): void;
}

/** The lines of an invoice: a number and Enter for each, then the next scan. */
export function DeliveryGrid(props: DeliveryGridProps) {
  const { lines } = props;
  const t = useT();
  if (lines.length === 0) return <div className="nothing">{t('receive.begin')}</div>;
  return (
    <section className="table-box delivery-lines" aria-label={t('receive.lines')}>
      <table className="table">
        <thead>
          <tr>
            <th scope="col">{t('product.name')}</th>
            <th scope="col">{t('receive.pack')}</th>
            <th scope="col" data-numeric>
              {t('receive.quantity')}
            </th>
            <th scope="col" data-numeric>
              {t('product.units')}
            </th>
            <th scope="col" data-numeric>
              {t('receive.cost')}
            </th>
            <th scope="col" data-numeric>
              {t('till.total')}
            </th>
            <th scope="col" data-numeric>
              <span className="heard">{t('app.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <GridLine key={line.id} line={line} {...props} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function GridLine({ line, currency, onChange, onRemove, onDone }: DeliveryGridProps & { line: DeliveryLine }) {
  const t = useT();
  const { product } = line;
  const name = nameWithSize(product.name, product.volumeMl);
  return (
    <tr>
      <td>{name}</td>
      <td>
        <select
          className="price-cell delivery-pack"
          aria-label={t('receive.packOf', { name })}
          value={line.packId}
          onChange={(event) => onChange(line, inPack(line, event.currentTarget.value))}
        >
          {product.packs.map(({ id, name: packName, units }) => (
            <option key={id} value={id}>
              {units > 1 ? `${packName} (${units})` : packName}
            </option>
          ))}
        </select>
      </td>
      <td data-numeric>
        <Cell
          label={t('receive.quantityOf', { name })}
          value={line.quantity === undefined ? '' : String(line.quantity)}
          read={(text) => (/^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined)}
          onRead={(quantity) => onChange(line, { ...line, quantity })}
          onDone={onDone}
        />
      </td>
      <td data-numeric>{formatNumber((line.quantity ?? 0) * unitsOf(line))}</td>
      <td data-numeric>
        <Cell
          label={t('receive.costOf', { name })}
          value={line.costCents === undefined ? '' : (line.costCents / 100).toFixed(2)}
          read={readAmount}
          onRead={(costCents) => onChange(line, { ...line, costCents })}
          onDone={onDone}
        />
      </td>
      <td data-numeric>{formatCents(lineCents(line), currency)}</td>
      <td data-numeric>
        <button
          type="button"
          className="row-action"
          aria-label={t('till.remove', { name: product.name })}
          onClick={() => onRemove(line)}
        >
          <IconX size={18} aria-hidden />
        </button>
      </td>
    </tr>
  );
}

interface CellProps {
  label: string;
  value: string;
  read(text: string): number | undefined;
  onRead(value: number | undefined): void;
  onDone(): void;
}

/** A number of the grid; Enter goes on to the next scan. */
function Cell({ label, value, read, onRead, onDone }: CellProps) {
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? value;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    if (read(shown) !== undefined) onDone();
  };
  return (
    <input
      className="price-cell"
      inputMode="decimal"
      aria-label={label}
      aria-invalid={read(shown) === undefined}
      value={shown}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => read(shown) !== undefined && setTyped(undefined)}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        onRead(read(event.currentTarget.value));
      }}
      onKeyDown={onKeyDown}
    />
  );
}
