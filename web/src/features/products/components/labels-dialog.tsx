import type { ShelfLabel } from '@liquor-pos/domain/labels/zpl-labels';
import './labels.css';
import { Button, Group, NativeSelect } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { code128, ean8, ean13, upca } from 'bwip-js/browser';
import { useEffect, useRef } from 'react';
import { Dialog } from '../../../components/dialog';
import { Printed } from '../../../components/printed';
import { useT } from '../../../lib/texts';
import type { Product } from '../api/products';
import { shelfLabels } from '../shelf-labels';
import { LabelPrinter } from './label-printer';

/** Sizes of what is in the printer: a sheet of paper, one of peel-off labels, a roll. */
const FORMATS = ['sheet', 'avery5160', 'roll'] as const;
type Format = (typeof FORMATS)[number];

interface LabelsDialogProps {
  products: readonly Product[];
  currency: string;
  onClose(): void;
}

/** Shelf labels of the products shown, a label for each pack, to print. */
export function LabelsDialog({ products, currency, onClose }: LabelsDialogProps) {
  const t = useT();
  // A printer has the same paper in it the next time.
  const [format, setFormat] = useLocalStorage<Format>({
    key: 'labels.format',
    defaultValue: 'sheet',
    getInitialValueInEffect: false,
  });
  const labels = shelfLabels(products, currency);
  const drawn = <Labels labels={labels} format={format} />;
  return (
    <Dialog title={t('products.labels')} size="full" onClose={onClose}>
      <Group mb="md" align="end">
        <NativeSelect
          size="md"
          label={t('labels.format')}
          value={format}
          data={FORMATS.map((value) => ({ value, label: t(`labels.format.${value}`) }))}
          onChange={(event) => setFormat(event.currentTarget.value as Format)}
        />
        <Button size="md" onClick={() => window.print()}>
          {t('labels.print')}
        </Button>
        <LabelPrinter labels={labels} />
      </Group>
      {drawn}
      <Printed>{drawn}</Printed>
    </Dialog>
  );
}

function Labels({ labels, format }: { labels: readonly ShelfLabel[]; format: Format }) {
  return (
    <div className="labels" data-format={format}>
      {labels.map(({ name, detail, price, code }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a label has no other identity
        <div key={index} className="label">
          <strong className="label-name">{name}</strong>
          <div className="label-pack">{detail}</div>
          <div className="label-price">{price}</div>
          <Barcode code={code} />
        </div>
      ))}
    </div>
  );
}

function Barcode({ code }: { code: string | undefined }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (!canvas.current || code === undefined) return;
    const draw = /^\d{13}$/.test(code) ? ean13 : /^\d{12}$/.test(code) ? upca : /^\d{8}$/.test(code) ? ean8 : code128;
    try {
      draw(canvas.current, { text: code, scale: 2, height: 8, includetext: true } as never);
    } catch {
      code128(canvas.current, { text: code, scale: 2, height: 8, includetext: true } as never);
    }
  }, [code]);
  if (code === undefined) return null;
  return <canvas ref={canvas} role="img" aria-label={code} />;
}
