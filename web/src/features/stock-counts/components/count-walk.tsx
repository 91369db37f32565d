import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { Button, Text } from '@mantine/core';
import { IconCamera, IconMinus, IconPlus } from '@tabler/icons-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { DataTable } from '../../../components/data-table';
import { Loading } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { ScanLine } from '../../../components/scan-line';
import { UnknownCodes } from '../../../components/unknown-codes';
import { lookUpCode } from '../../../domain/catalogue/look-up-code';
import { useCatalogue } from '../../../domain/catalogue/use-catalogue';
import { formatInstant, formatNumber } from '../../../lib/format';
import { useKeysGoTo } from '../../../lib/keys-go-to';
import { useScansIntoFields } from '../../../lib/scans-into-fields';
import { beep } from '../../../lib/sounds';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type CountLine, type StockCount, useCountLines } from '../api/stock-counts';
import { useCountEntries } from '../use-count-entries';
import { CountedCell } from './counted-cell';

const CameraScanner = lazy(() => import('./camera-scanner').then((module) => ({ default: module.CameraScanner })));

/** What was seen last, and how many units one scan of it is. */
interface Last {
  product: { id: string; name: string; volumeMl: number | null };
  units: number;
}

/** Walking along the shelves: a scan for each bottle or case, or a scan and a number; the shop sells on meanwhile. */
export function CountWalk({ count }: { count: StockCount }) {
  const t = useT();
  const { id: organizationId, timezone } = useProfile().organization;
  const catalogue = useCatalogue(organizationId);
  const lines = useCountLines(count.id, 'seen');
  const entries = useCountEntries(count.id);
  const field = useRef<HTMLInputElement>(null);
  const [last, setLast] = useState<Last>();
  const [unknown, setUnknown] = useState<readonly string[]>([]);
  const [camera, setCamera] = useState(false);
  const turn = useRef(Promise.resolve<Last | undefined>(undefined));

  const see = (seen: Last) => {
    beep('scan');
    setLast(seen);
    entries.add(seen.product.id, seen.units);
    return seen;
  };
  /** Codes and the numbers keyed after them, each in its turn, however fast they come. */
  const scan = (code: string) => {
    turn.current = turn.current.then(async () => {
      const [match] = await lookUpCode(catalogue, code).catch(() => []);
      if (match) return see({ product: match.product, units: match.pack.units });
      beep('error');
      setUnknown((codes) => [...codes, code]);
      return undefined;
    });
  };
  const countLast = (quantity: number) => {
    turn.current = turn.current.then((seen) => {
      if (!seen) beep('error');
      else entries.add(seen.product.id, (quantity - 1) * seen.units);
      return seen;
    });
  };
  useKeysGoTo(field);
  useScansIntoFields(true, (code, quantity) => {
    scan(code);
    if (quantity > 1) countLast(quantity);
    field.current?.focus();
  });
  const known = (productId: string) => lines.data?.find((line) => line.productId === productId)?.countedUnits ?? 0;
  const countedOf = (productId: string, units: number) =>
    entries.countedOf(productId, { units, at: lines.dataUpdatedAt });
  const counted = ({ productId, countedUnits }: CountLine) => countedOf(productId, countedUnits);
  const countedByNow = async (productId: string) => {
    const { data, isError } = await lines.refetch();
    const all = data?.pages.flatMap(({ items }) => items);
    return isError ? undefined : all?.find((line) => line.productId === productId)?.countedUnits;
  };

  return (
    <div className="count-walk">
      <div className="count-scan">
        <div>
          <ScanLine
            field={field}
            onScan={scan}
            onCount={countLast}
            onPick={(product) => {
              turn.current = Promise.resolve(see({ product, units: 1 }));
            }}
          />
        </div>
        <Button
          size="md"
          variant="default"
          leftSection={<IconCamera size={20} aria-hidden />}
          aria-pressed={camera}
          onClick={() => setCamera(!camera)}
        >
          {t('count.camera')}
        </Button>
      </div>
      {camera && (
        <Suspense fallback={null}>
          <CameraScanner onScan={scan} />
        </Suspense>
      )}
      <UnknownCodes codes={unknown} onDismiss={() => setUnknown([])} />
      {entries.refused !== undefined && (
        <>
          <ProblemAlert error={entries.refused} />
          <Button variant="default" onClick={entries.forget}>
            {t('count.forget', { count: entries.unsent.length })}
          </Button>
        </>
      )}
      <div className="card count-last" role="status">
        {last ? (
          <>
            <div className="count-last-name">{nameWithSize(last.product.name, last.product.volumeMl)}</div>
            <div className="count-last-units">
              <Button
                variant="default"
                size="md"
                aria-label={t('count.oneLess', { name: last.product.name })}
                onClick={() => entries.add(last.product.id, -1)}
              >
                <IconMinus size={20} />
              </Button>
              <output aria-label={t('count.seen')}>
                {formatNumber(countedOf(last.product.id, known(last.product.id)))}
              </output>
              <Button
                variant="default"
                size="md"
                aria-label={t('count.oneMore', { name: last.product.name })}
                onClick={() => entries.add(last.product.id, 1)}
              >
                <IconPlus size={20} />
              </Button>
            </div>
          </>
        ) : (
          <span className="quiet">{t('count.begins')}</span>
        )}
      </div>
      {entries.unsent.length > 0 && entries.refused === undefined && (
        <Text size="sm" c="dimmed">
          {t('count.unsent', { count: entries.unsent.length })}
        </Text>
      )}
      <Loading query={lines} isEmpty={(items) => items.length === 0} empty={t('count.nothingSeen')}>
        {(items) => (
          <DataTable
            caption={t('count.lines')}
            items={items}
            more={lines.more}
            rowKey={({ productId }) => productId}
            columns={[
              { title: t('product.name'), cell: ({ name, volumeMl }) => nameWithSize(name, volumeMl) },
              {
                title: t('count.seen'),
                numeric: true,
                cell: (line) => (
                  <CountedCell
                    label={t('count.seenOf', { name: line.name })}
                    value={counted(line)}
                    onSet={(units) =>
                      void entries.setTotal(line.productId, units, () => countedByNow(line.productId), counted(line))
                    }
                  />
                ),
              },
              ...(count.blind
                ? []
                : [
                    {
                      title: t('count.expected'),
                      numeric: true,
                      cell: ({ expectedUnits }: CountLine) => formatNumber(expectedUnits ?? 0),
                    },
                  ]),
              { title: t('count.seenAt'), cell: ({ seenAt }) => seenAt && formatInstant(seenAt, timezone) },
            ]}
          />
        )}
      </Loading>
    </div>
  );
}
