import { bottleSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { type ShelfLabel, zplLabels } from '@liquor-pos/domain/labels/zpl-labels';
import './labels.css';
import { Button, Group, NativeSelect } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { code128, ean8, ean13, upca } from 'bwip-js/browser';
import { useEffect, useRef, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { Printed } from '../../../components/printed';
import { useToasts } from '../../../components/toasts';
import { forgetLabelPrinter, pairedLabelPrinter, printLabels } from '../../../domain/label-printer';
import { hasPorts, type PrinterKind } from '../../../domain/printer-ports';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { Product } from '../api/products';

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
  const labels = <Labels products={products} currency={currency} format={format} />;
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
        <LabelPrinter products={products} currency={currency} />
      </Group>
      {labels}
      <Printed>{labels}</Printed>
    </Dialog>
  );
}

const KINDS: readonly PrinterKind[] = ['usb', 'serial'];

/** The same labels on a printer that has a roll of them, and its own language: chosen once, then one press. */
function LabelPrinter({ products, currency }: Omit<LabelsDialogProps, 'onClose'>) {
  const t = useT();
  const show = useToasts();
  const [paired, setPaired] = useState(pairedLabelPrinter);
  const [isPrinting, setPrinting] = useState(false);
  const kinds = paired ? [paired.kind] : KINDS.filter(hasPorts);
  const print = async (kind: PrinterKind) => {
    setPrinting(true);
    try {
      await printLabels(zplLabels(labelsOf(products, currency)), kind);
      setPaired(pairedLabelPrinter());
    } catch (error) {
      console.warn(error);
      show({ text: t('labels.silent') });
    }
    setPrinting(false);
  };
  return (
    <>
      {kinds.map((kind) => (
        <Button key={kind} size="md" variant="default" loading={isPrinting} onClick={() => void print(kind)}>
          {t(paired ? 'labels.toPrinter' : `labels.by.${kind}`)}
        </Button>
      ))}
      {paired && (
        <Button
          size="md"
          variant="subtle"
          onClick={() => {
            forgetLabelPrinter();
            setPaired(undefined);
          }}
        >
          {t('labels.forget')}
        </Button>
      )}
    </>
  );
}

function labelsOf(products: readonly Product[], currency: string): ShelfLabel[] {
  return products.flatMap((product) =>
    product.packs.map((pack, place) => ({
      name: product.name,
      detail: `${bottleSize(product.volumeMl)} ${pack.name}`.trim(),
      price: formatCents(pack.priceCents, currency),
      code: codeOf(product, place),
    })),
  );
}

function Labels({ products, currency, format }: Omit<LabelsDialogProps, 'onClose'> & { format: Format }) {
  return (
    <div className="labels" data-format={format}>
      {products.flatMap((product) =>
        product.packs.map((pack, place) => (
          <div key={`${product.id}/${pack.id}`} className="label">
            <strong className="label-name">{product.name}</strong>
            <div className="label-pack">
              {bottleSize(product.volumeMl)} {pack.name}
            </div>
            <div className="label-price">{formatCents(pack.priceCents, currency)}</div>
            <Barcode code={codeOf(product, place)} />
          </div>
        )),
      )}
    </div>
  );
}

/** The pack's own barcode. A bottle without one has the SKU; a case must not be scanned as its bottle. */
function codeOf({ sku, packs }: Product, place: number): string | undefined {
  return packs[place]?.barcodes[0] ?? (place === 0 ? sku : undefined);
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
