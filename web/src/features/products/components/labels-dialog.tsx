import { bottleSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { Button, Group, SimpleGrid } from '@mantine/core';
import { code128, ean8, ean13, upca } from 'bwip-js/browser';
import { useEffect, useRef } from 'react';
import { Dialog } from '../../../components/dialog';
import { Printed } from '../../../components/printed';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { Product } from '../api/products';

interface LabelsDialogProps {
  products: readonly Product[];
  currency: string;
  onClose(): void;
}

/** Shelf labels of the products shown, a label for each pack, to print. */
export function LabelsDialog({ products, currency, onClose }: LabelsDialogProps) {
  const t = useT();
  const labels = <Labels products={products} currency={currency} />;
  return (
    <Dialog title={t('products.labels')} size="full" onClose={onClose}>
      <Group mb="md">
        <Button size="md" onClick={() => window.print()}>
          {t('labels.print')}
        </Button>
      </Group>
      {labels}
      <Printed>{labels}</Printed>
    </Dialog>
  );
}

function Labels({ products, currency }: Omit<LabelsDialogProps, 'onClose'>) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2, md: 4 }}>
      {products.flatMap((product) =>
        product.packs.map((pack, place) => (
          <div key={`${product.id}/${pack.id}`} className="label">
            <strong>{product.name}</strong>
            <div>
              {bottleSize(product.volumeMl)} {pack.name}
            </div>
            <div className="label-price">{formatCents(pack.priceCents, currency)}</div>
            <Barcode code={codeOf(product, place)} />
          </div>
        )),
      )}
    </SimpleGrid>
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
