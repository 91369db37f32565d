import '../till-dialogs.css';
import { Button, Stack, Text } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { Keypad } from '../../../components/keypad';
import { useDigitKeys } from '../../../lib/digit-keys';
import { formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import type { BasketEntry } from '../basket';
import { MANY } from '../machine/scans';

const MOST_DIGITS = 4;

interface QuantityDialogProps {
  entry: BasketEntry;
  onCount(quantity: number): void;
  /** A bottle was scanned meanwhile. */
  onScan(code: string, quantity: number, begun?: string): void;
  onClose(): void;
}

/** How many of a line, by touch or by keys. The first digit begins anew; none takes the line off. */
export function QuantityDialog({ entry, onCount, onScan, onClose }: QuantityDialogProps) {
  const t = useT();
  const [typed, setTyped] = useState<string>();
  const shown = typed ?? String(entry.quantity);
  const press = (digits: string) => setTyped(((typed ?? '') + digits).replace(/^0+(?=\d)/, '').slice(0, MOST_DIGITS));
  const back = () => setTyped(shown.slice(0, -1));
  const quantity = Number(shown || 0);
  const [asked, setAsked] = useState<number>();
  const isMany = quantity > MANY && quantity !== entry.quantity;
  const set = () => (isMany && asked !== quantity ? setAsked(quantity) : onCount(quantity));
  const onTakenBack = (before: string) => setTyped(before || undefined);
  useDigitKeys(true, { onScan, byHand: { typed: typed ?? '', onDigits: press, onTakenBack } });
  useHotkeys([['Backspace', back]]);
  return (
    <Dialog title={t('till.howMany', { name: entry.product.name })} size="sm" onClose={onClose}>
      <Stack>
        <output className="keyed" aria-label={t('product.units')}>
          {shown || '0'}
        </output>
        <Keypad onKey={press} onBack={back} last={<span />} />
        {isMany && asked === quantity && <Text role="alert">{t('many.text')}</Text>}
        <Button size="xl" data-autofocus onClick={set}>
          {isMany && asked === quantity ? t('many.yes', { count: formatNumber(quantity) }) : t('till.setQuantity')}
        </Button>
      </Stack>
    </Dialog>
  );
}
