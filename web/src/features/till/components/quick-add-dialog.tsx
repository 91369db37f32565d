import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import type { Match } from '../../../domain/catalogue/catalogue-index';
import { readAmount } from '../../../lib/amounts';
import { useProblemText } from '../../../lib/problem-text';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { useQuickAdd } from '../api/quick-add';
import type { Product } from '../basket';

const PRICE = 'packs.0.priceCents';
const BARCODES = 'packs.0.barcodes';

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
  const faults = useProblemText().faultsOf(creation.error);
  const faultAt = (field: string) => faults.find(({ path }) => path === field)?.message;

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
          {faultAt(BARCODES) && <Text c="var(--mantine-color-error)">{faultAt(BARCODES)}</Text>}
          <TextInput
            size="md"
            label={t('product.name')}
            required
            data-autofocus
            value={name}
            error={faultAt('name')}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <TextInput
            size="md"
            label={t('product.price')}
            required
            inputMode="decimal"
            value={price}
            error={price && priceCents === undefined ? t('tender.notAnAmount') : faultAt(PRICE)}
            onChange={(event) => setPrice(event.currentTarget.value)}
          />
          <ProblemAlert error={creation.error} shownAt={(path) => ['name', PRICE, BARCODES].includes(path)} />
          <Button size="lg" type="submit" loading={creation.isPending} disabled={priceCents === undefined || !name}>
            {t('quickAdd.submit')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
