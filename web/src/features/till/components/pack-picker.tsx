import { Button, Stack } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import type { Match } from '../../../domain/catalogue/catalogue-index';
import { formatCents, formatVolume } from '../../../lib/format';
import { useT } from '../../../lib/texts';

interface PackPickerProps {
  matches: readonly Match[];
  currency: string;
  onPick(match: Match): void;
  onClose(): void;
}

/** One code, several packs: the cashier sees which stands on the counter. */
export function PackPicker({ matches, currency, onPick, onClose }: PackPickerProps) {
  const t = useT();
  return (
    <Dialog title={t('till.whichPack')} size="md" onClose={onClose}>
      <Stack>
        {matches.map((match, index) => (
          <Button
            key={`${match.product.id}/${match.pack.id}`}
            size="xl"
            variant="default"
            data-autofocus={index === 0 || undefined}
            onClick={() => onPick(match)}
          >
            {match.product.name} {formatVolume(match.product.volumeMl)} · {match.pack.name} ·{' '}
            {formatCents(match.pack.priceCents, currency)}
          </Button>
        ))}
      </Stack>
    </Dialog>
  );
}
