import '../till-dialogs.css';
import { Stack } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import type { Match } from '../../../domain/catalogue/catalogue-index';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { Chips } from './chips';

interface PackPickerProps {
  matches: readonly Match[];
  currency: string;
  onPick(match: Match): void;
  onClose(): void;
}

/** One code, several packs: the cashier sees which stands on the counter. What differs is never cut off. */
export function PackPicker({ matches, currency, onPick, onClose }: PackPickerProps) {
  const t = useT();
  return (
    <Dialog title={t('till.whichPack')} size="md" onClose={onClose}>
      <Stack gap="xs">
        {matches.map((match, index) => (
          <button
            key={`${match.product.id}/${match.pack.id}`}
            type="button"
            className="choice"
            data-autofocus={index === 0 || undefined}
            onClick={() => onPick(match)}
          >
            <span>
              <span className="choice-name">{match.product.name}</span>
              <span className="line-more">
                <Chips volumeMl={match.product.volumeMl} packName={match.pack.name} />
                {match.pack.units > 1 && <span>{t('till.units', { count: match.pack.units })}</span>}
              </span>
            </span>
            <span className="choice-price">{formatCents(match.pack.priceCents, currency)}</span>
          </button>
        ))}
      </Stack>
    </Dialog>
  );
}
