import { Alert, Button, Group, Text, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { MoneyInput } from '../../../components/money-input';
import { ProblemAlert } from '../../../components/problem-alert';
import { ScanLine } from '../../../components/scan-line';
import { useToasts } from '../../../components/toasts';
import { UnknownCodes } from '../../../components/unknown-codes';
import type { Product } from '../../../domain/products';
import { useStores } from '../../../domain/stores';
import { formatCents } from '../../../lib/format';
import { isRefusal, problemOf } from '../../../lib/problem';
import { useScansIntoFields } from '../../../lib/scans-into-fields';
import { beep } from '../../../lib/sounds';
import { useT } from '../../../lib/texts';
import { newUuid } from '../../../lib/uuid';
import { useProfile } from '../../session/session';
import { useReceive } from '../api/inventory';
import {
  type Delivery,
  type DeliveryLine,
  newDelivery,
  receivedLines,
  sumOf,
  withLastCount,
  withScanned,
} from '../delivery';
import { dropDraft, keepDraft, keptDraft } from '../draft';
import { useDeliveryScans } from '../use-delivery-scans';
import { DeliveryGrid } from './delivery-grid';

/** A vendor's invoice, typed and scanned in as it stands: so many cases or bottles at so much, and its total to check against. */
export function ReceiveDialog({ storeId: begunIn, onClose }: { storeId: string | undefined; onClose(): void }) {
  const t = useT();
  const toast = useToasts();
  const { organization, user } = useProfile();
  const { currency } = organization;
  // Where the delivery was begun, whatever register another tab makes of this device meanwhile.
  const [storeId] = useState(begunIn);
  const stores = useStores().data?.items ?? [];
  const store = stores.length > 1 ? stores.find(({ id }) => id === storeId) : undefined;
  const { delivery, change, changeLines, beginAnew } = useDelivery(storeId);
  const [totalReads, setTotalReads] = useState(true);
  const sum = sumOf(delivery);
  const { key } = delivery;
  const receive = useReceive(key, () => {
    dropDraft(storeId, key);
    toast({ text: t('receive.booked', { amount: formatCents(sum, currency) }) });
  });
  const field = useRef<HTMLInputElement>(null);
  const { unknown, forget, scan, inTurn } = useDeliveryScans(receive.isPending, (product, packId) =>
    changeLines((lines) => withScanned(lines, product, packId)),
  );
  useScansIntoFields(true, (code) => {
    scan(code);
    field.current?.focus();
  });
  const difference = delivery.totalCents === undefined ? 0 : delivery.totalCents - sum;
  const complete =
    delivery.lines.length > 0 &&
    delivery.lines.every(({ costCents, quantity }) => costCents !== undefined && quantity !== undefined);
  const { sentBy } = delivery;
  const anothers = sentBy && sentBy.id !== user.id ? sentBy : undefined;
  const book = () => {
    change({ sentBy: { id: user.id, name: user.name } });
    receive.mutate(
      {
        ...(storeId && { storeId }),
        ...(delivery.vendor && { vendor: delivery.vendor }),
        ...(delivery.invoice && { invoice: delivery.invoice }),
        lines: receivedLines(delivery),
      },
      {
        onSuccess: onClose,
        // What was refused is not booked, unless an earlier attempt was.
        onError: (error) => !sentBy && isRefusal(problemOf(error)) && change({ sentBy: undefined }),
      },
    );
  };

  return (
    <Dialog
      title={[t('inventory.receive'), store?.name].filter(Boolean).join(' · ')}
      size="screen"
      busy={receive.isPending}
      onClose={onClose}
    >
      <div className="delivery">
        <div className="filters">
          <TextInput
            size="md"
            label={t('product.vendor')}
            value={delivery.vendor}
            onChange={(event) => change({ vendor: event.currentTarget.value })}
          />
          <TextInput
            size="md"
            label={t('inventory.invoice')}
            value={delivery.invoice}
            onChange={(event) => change({ invoice: event.currentTarget.value })}
          />
          <MoneyInput
            key={key}
            label={t('receive.total')}
            value={delivery.totalCents}
            onChange={(totalCents, typed) => {
              setTotalReads(totalCents !== undefined || typed.trim() === '');
              change({ totalCents });
            }}
          />
        </div>
        <ScanLine
          field={field}
          onScan={scan}
          onCount={(quantity) =>
            inTurn((found) => (found ? changeLines((all) => withLastCount(all, quantity)) : beep('error')))
          }
          onPick={(product) => changeLines((all) => withFirstPack(all, product))}
        />
        <UnknownCodes codes={unknown} onDismiss={forget} />
        <DeliveryGrid
          lines={delivery.lines}
          currency={currency}
          onChange={(changed, line) => changeLines((all) => all.map((one) => (one.id === changed.id ? line : one)))}
          onRemove={(line) => changeLines((all) => all.filter((one) => one.id !== line.id))}
          onDone={() => field.current?.focus()}
        />
        <ProblemAlert error={receive.error} />
        {anothers && (
          <Alert color="warning" role="alert">
            <Group>
              {t('receive.sentBy', { name: anothers.name })}
              <Button size="md" variant="default" onClick={() => change({ key: newUuid(), sentBy: undefined })}>
                {t('receive.notBooked')}
              </Button>
            </Group>
          </Alert>
        )}
        <Group justify="space-between" className="delivery-foot">
          <Button
            variant="subtle"
            color="refused"
            disabled={receive.isPending || delivery.lines.length === 0}
            onClick={() => {
              beginAnew();
              receive.reset();
              setTotalReads(true);
              field.current?.focus();
            }}
          >
            {t('receive.discard')}
          </Button>
          <Group>
            {difference !== 0 && (
              <Text c="var(--warning-text)" role="status">
                {t('receive.difference', { amount: formatCents(difference, currency) })}
              </Text>
            )}
            <output className="delivery-sum" aria-label={t('receive.sum')}>
              {formatCents(sum, currency)}
            </output>
            <Button
              size="lg"
              loading={receive.isPending}
              disabled={!complete || !totalReads || difference !== 0 || anothers !== undefined}
              onClick={book}
            >
              {t('inventory.book')}
            </Button>
          </Group>
        </Group>
      </div>
    </Dialog>
  );
}

/** What is typed so far, kept on the device with every key. */
function useDelivery(storeId: string | undefined) {
  const [delivery, show] = useState(() => keptDraft(storeId));
  const now = useRef(delivery);
  const set = (next: Delivery) => {
    now.current = next;
    keepDraft(storeId, next);
    show(next);
  };
  return {
    delivery,
    change: (changed: Partial<Delivery>) => set({ ...now.current, ...changed }),
    // From the lines as they are by then: scans come faster than they are drawn.
    changeLines: (changed: (lines: readonly DeliveryLine[]) => readonly DeliveryLine[]) =>
      set({ ...now.current, lines: changed(now.current.lines) }),
    beginAnew: () => set(newDelivery()),
  };
}

function withFirstPack(lines: readonly DeliveryLine[], product: Product): readonly DeliveryLine[] {
  const [pack] = product.packs;
  return pack ? withScanned(lines, product, pack.id) : lines;
}
