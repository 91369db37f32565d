import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import type { Match } from '../../../domain/catalogue/catalogue-index';
import { readAmount } from '../../../lib/amounts';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { useQuickAdd } from '../api/quick-add';
import type { Product } from '../basket';

interface QuickAddDialogProps {
  code: string;
  onAdded(match: Match): void;
  onClose(): void;
}

/** A bottle the catalogue does not know, with a customer waiting: a name and a price now, the rest later. Two fields, and no form library to load. */
export function QuickAddDialog({ code, onAdded, onClose }: QuickAddDialogProps) {
  const t = useT();
  const [key] = useState(newUuid);
  const [name, setName] = useState('');
  const [price, setPrice] = useState('');
  const creation = useQuickAdd(key);
  const priceCents = readAmount(price);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (priceCents === undefined) return;
    const packs = [{ name: 'Bottle', units: 1, priceCents, barcodes: [code] }];
    const onSuccess = (product: Product) => {
      const [pack] = product.packs;
      if (pack) onAdded({ product, pack });
    };
    creation.mutate({ sku: code, name, packs }, { onSuccess });
  };

  return (
    <Dialog title={t('quickAdd.title')} size="md" onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <Text>{t('quickAdd.code', { code })}</Text>
          <TextInput
            size="md"
            label={t('product.name')}
            required
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            size="md"
            label={t('product.price')}
            required
            inputMode="decimal"
            value={price}
            error={price && priceCents === undefined ? t('tender.notAnAmount') : undefined}
            onChange={(event) => setPrice(event.currentTarget.value)}
          />
          <ProblemAlert error={creation.error} shownAt={() => false} />
          <Button size="lg" type="submit" loading={creation.isPending} disabled={priceCents === undefined || !name}>
            {t('quickAdd.submit')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
