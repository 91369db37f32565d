import { Button, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import type { Match } from '../../../domain/catalogue/catalogue-index';
import { readAmount } from '../../../lib/amounts';
import { formatCents } from '../../../lib/format';
import { useProblemText } from '../../../lib/problem-text';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { isAskedFor } from '../api/approvals';
import { useQuickAdd } from '../api/quick-add';
import type { Product } from '../basket';
import { ApprovalDialog } from './approval-dialog';

const SHOWN = ['name', 'priceCents', 'barcode'];

interface QuickAddDialogProps {
  code: string;
  /** The sale it is wanted for. */
  saleId: string;
  currency: string;
  onAdded(match: Match): void;
  onClose(): void;
}

/** A bottle the catalogue does not know, with a customer waiting: a name and a price now, the rest later. Two fields, and no form library to load. */
export function QuickAddDialog({ code, saleId, currency, onAdded, onClose }: QuickAddDialogProps) {
  const t = useT();
  const [key] = useState(newUuid);
  const [name, setName] = useState('');
  const [price, setPrice] = useState('');
  const [asking, setAsking] = useState(false);
  // An answer may be lost: what is sent again is the same, and nobody types a second PIN for it.
  const [allowedBy, setAllowedBy] = useState<string>();
  const creation = useQuickAdd(key);
  const priceCents = readAmount(price);
  const faults = useProblemText().faultsOf(creation.error);
  const faultAt = (field: string) => faults.find(({ path }) => path === field)?.message;

  const add = (approval = allowedBy) => {
    if (priceCents === undefined) return;
    creation.mutate(
      { saleId, barcode: code, name, priceCents, ...(approval && { approval }) },
      {
        onSuccess: (product: Product) => {
          const [pack] = product.packs;
          if (pack) onAdded({ product, pack });
        },
        onError: (error) => {
          if (!isAskedFor(error)) return;
          setAllowedBy(undefined);
          setAsking(true);
        },
      },
    );
  };
  if (asking) {
    return (
      <ApprovalDialog
        permission="product.quick_add"
        subject={saleId}
        about={`${name} · ${formatCents(priceCents ?? 0, currency)} · ${code}`}
        onApproved={({ approval }) => {
          setAsking(false);
          setAllowedBy(approval);
          add(approval);
        }}
        onClose={() => setAsking(false)}
      />
    );
  }

  return (
    <Dialog title={t('quickAdd.title')} size="md" busy={creation.isPending} onClose={onClose}>
      <form
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          add();
        }}
      >
        <Stack>
          <Text>{t('quickAdd.code', { code })}</Text>
          {faultAt('barcode') && <Text c="var(--mantine-color-error)">{faultAt('barcode')}</Text>}
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
            error={price && priceCents === undefined ? t('tender.notAnAmount') : faultAt('priceCents')}
            onChange={(event) => setPrice(event.currentTarget.value)}
          />
          <ProblemAlert
            error={isAskedFor(creation.error) ? null : creation.error}
            shownAt={(path) => SHOWN.includes(path)}
          />
          <Button size="lg" type="submit" loading={creation.isPending} disabled={priceCents === undefined || !name}>
            {t('quickAdd.submit')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
