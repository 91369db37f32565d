import { bottleSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { TextInput } from '@mantine/core';
import { IconBarcode } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { type Product, productsFound } from '../domain/products';
import { keyBurst } from '../lib/key-burst';
import { readScan } from '../lib/scan-input';
import { beep } from '../lib/sounds';
import { useT } from '../lib/texts';
import { useToasts } from './toasts';
import './scan-line.css';

/** Shorter than any barcode. */
const COUNT = /^[1-9]\d{0,2}$/;

interface ScanLineProps {
  field: RefObject<HTMLInputElement | null>;
  onScan(code: string): void;
  /** So many of what was scanned last. */
  onCount(quantity: number): void;
  onPick(product: Product): void;
}

/** The field a scanner types into, or a hand a name. It is the next scan's at once: an answer may come when that has begun. */
export function ScanLine({ field, onScan, onCount, onPick }: ScanLineProps) {
  const t = useT();
  const say = useToasts();
  const [q, setQ] = useState('');
  const isCode = /^\d+$/.test(q.trim());
  const found = useQuery(productsFound(q.length > 1 && !isCode ? q : '', 6));
  const pick = (product: Product) => {
    setQ('');
    onPick(product);
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== 'Enter') return;
    event.preventDefault();
    const field = event.currentTarget;
    const typed = field.value.trim();
    const { quantity, text, isBarcode, dropped } = readScan(typed, keyBurst());
    if (COUNT.test(typed)) {
      setQ('');
      onCount(Number(typed));
    } else if (isBarcode) {
      setQ('');
      if (dropped) say({ text: t('till.typedDropped', { text: dropped }) });
      onScan(text);
      if (quantity > 1) onCount(quantity);
    } else if (found.data?.[0]) pick(found.data[0]);
    else {
      // What comes next takes its place.
      beep('error');
      field.select();
    }
  };
  return (
    <>
      <TextInput
        ref={field}
        size="md"
        aria-label={t('till.scanOrSearch')}
        placeholder={t('receive.placeholder')}
        leftSection={<IconBarcode size={20} aria-hidden />}
        data-autofocus
        data-scans
        value={q}
        onChange={(event) => setQ(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {q.length > 1 && !isCode && found.data && (
        <div className="scan-found">
          {found.data.map((product) => (
            <button key={product.id} type="button" className="menu-item" onClick={() => pick(product)}>
              {product.name} {bottleSize(product.volumeMl)}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
