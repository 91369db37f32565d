import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { Alert, Button, SegmentedControl, Switch } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { DataTable } from '../../../components/data-table';
import { Loading } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { useToasts } from '../../../components/toasts';
import { lookUpCode } from '../../../domain/catalogue/look-up-code';
import { useCatalogue } from '../../../domain/catalogue/use-catalogue';
import { keys } from '../../../domain/keys';
import { useDigitKeys } from '../../../lib/digit-keys';
import { formatCents, formatInstant, formatNumber } from '../../../lib/format';
import { beep } from '../../../lib/sounds';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import {
  type CountLine,
  type CountTotals,
  type Reason,
  type Shown,
  type StockCount,
  useCountLines,
  useCountTotals,
  usePostCount,
} from '../api/stock-counts';
import { changeKept, keptEntries, newEntry, whenKeptElsewhere } from '../unsent-entries';

const REASONS: readonly Reason[] = ['count', 'breakage', 'theft', 'sample', 'correction'];

/** What was seen, against the books: by what it is worth, with reasons, and then posted. */
export function CountReview({ count }: { count: StockCount }) {
  const t = useT();
  const [show, setShow] = useState<Shown>('differences');
  const totals = useCountTotals(count.id).data;
  const [reasons, setReasons] = useState<ReadonlyMap<string, Reason>>(new Map());
  return (
    <>
      {count.status === 'cancelled' && <Alert color="warning">{t('count.cancelledText')}</Alert>}
      <LeftOut count={count} />
      {totals && <Totals totals={totals} />}
      <div className="filters">
        <SegmentedControl
          size="sm"
          aria-label={t('count.show')}
          value={show}
          data={(['differences', 'unseen', 'seen'] as const).map((value) => ({
            value,
            label: t(`count.show.${value}`),
          }))}
          onChange={(value) => setShow(value as Shown)}
        />
      </div>
      <Lines
        count={count}
        show={show}
        reasons={reasons}
        onReason={(productId, reason) => setReasons(new Map(reasons).set(productId, reason))}
      />
      {(count.status === 'finished' || count.status === 'posting') && (
        <Post count={count} unseen={totals ?? NOTHING} reasons={reasons} />
      )}
    </>
  );
}

/** What this device saw and the count has not taken: it was under review by then. */
function LeftOut({ count: { id, status } }: { count: StockCount }) {
  const t = useT();
  const queries = useQueryClient();
  const catalogue = useCatalogue(useProfile().organization.id);
  const [entries, setEntries] = useState(() => keptEntries(id));
  // Whoever walks on has not seen that the walk has ended.
  useDigitKeys(true, {
    onScan: async (code, quantity) => {
      beep('error');
      void queries.invalidateQueries({ queryKey: keys.stockCounts });
      const [match] = await lookUpCode(catalogue, code).catch(() => []);
      if (!match) return;
      const late = newEntry(match.product.id, quantity * match.pack.units, Date.now());
      setEntries(changeKept(id, (kept) => [...kept, late]));
    },
  });
  useEffect(() => {
    return whenKeptElsewhere(() => setEntries(keptEntries(id)));
  }, [id]);
  if (entries.length === 0) return null;
  const isOver = status === 'posted' || status === 'cancelled';
  const count = entries.reduce((sum, { units }) => sum + units, 0);
  return (
    <Alert color="warning" role="alert">
      {t(isOver ? 'count.leftOutForGood' : 'count.leftOut', { count })}
      {isOver && (
        <Button
          ml="md"
          variant="default"
          onClick={() => {
            setEntries(changeKept(id, () => []));
          }}
        >
          {t('count.forget', { count: entries.length })}
        </Button>
      )}
    </Alert>
  );
}

function Totals({ totals }: { totals: CountTotals }) {
  const t = useT();
  const { currency } = useProfile().organization;
  const tiles = [
    { text: t('count.missing'), units: totals.missingUnits, amount: totals.missingCents },
    { text: t('count.surplus'), units: totals.surplusUnits, amount: totals.surplusCents },
    { text: t('count.show.unseen'), units: totals.unseenUnits, amount: totals.unseenCents },
  ];
  return (
    <div className="count-tiles">
      {tiles.map(({ text, units, amount }) => (
        <div key={text} className="card count-tile">
          <span className="quiet">{text}</span>
          <strong>{formatCents(amount, currency)}</strong>
          <span className="quiet">{t('count.unitsOf', { count: units })}</span>
        </div>
      ))}
    </div>
  );
}

interface LinesProps {
  count: StockCount;
  show: Shown;
  reasons: ReadonlyMap<string, Reason>;
  onReason(productId: string, reason: Reason): void;
}

function Lines({ count, show, reasons, onReason }: LinesProps) {
  const t = useT();
  const { currency, timezone } = useProfile().organization;
  const lines = useCountLines(count.id, show);
  const reasonOf = (line: CountLine) => line.reason ?? reasons.get(line.productId) ?? 'count';
  return (
    <Loading query={lines} isEmpty={(items) => items.length === 0} empty={t(`count.empty.${show}`)}>
      {(items) => (
        <DataTable
          caption={t(`count.show.${show}`)}
          items={items}
          more={lines.more}
          rowKey={({ productId }) => productId}
          columns={[
            { title: t('product.name'), cell: ({ name, volumeMl }) => nameWithSize(name, volumeMl) },
            { title: t('count.seen'), numeric: true, cell: ({ countedUnits }) => formatNumber(countedUnits) },
            {
              title: t('count.expected'),
              numeric: true,
              cell: ({ expectedUnits }) => formatNumber(expectedUnits ?? 0),
            },
            {
              title: t('count.difference'),
              numeric: true,
              cell: ({ differenceUnits }) => signed(differenceUnits ?? 0),
            },
            {
              title: t('inventory.value'),
              numeric: true,
              cell: ({ differenceCents }) => formatCents(differenceCents ?? 0, currency),
            },
            {
              title: t('count.seenAt'),
              cell: (line) => (
                <>
                  {line.seenAt && formatInstant(line.seenAt, timezone)}{' '}
                  {line.movedMeanwhile && <span className="count-note">{t('count.movedMeanwhile')}</span>}
                  {line.superseded && <span className="count-note">{t('count.superseded')}</span>}
                </>
              ),
            },
            {
              title: t('line.reason'),
              cell: (line) =>
                count.status === 'finished' && show === 'differences' ? (
                  <select
                    className="cell-select"
                    aria-label={t('count.reasonOf', { name: line.name })}
                    value={reasonOf(line)}
                    onChange={(event) => onReason(line.productId, event.currentTarget.value as Reason)}
                  >
                    {REASONS.map((reason) => (
                      <option key={reason} value={reason}>
                        {t(`reason.${reason}`)}
                      </option>
                    ))}
                  </select>
                ) : (
                  line.reason && [t(`reason.${line.reason}`), line.note].filter(Boolean).join(': ')
                ),
            },
          ]}
        />
      )}
    </Loading>
  );
}

interface PostProps {
  count: StockCount;
  unseen: Pick<CountTotals, 'unseenProducts' | 'unseenCents'>;
  reasons: ReadonlyMap<string, Reason>;
}

const NOTHING = { unseenProducts: 0, unseenCents: 0 };

function Post({ count, unseen, reasons }: PostProps) {
  const t = useT();
  const { currency } = useProfile().organization;
  const toast = useToasts();
  const post = usePostCount(count.id);
  const [noneThere, setNoneThere] = useState(false);
  const [asking, setAsking] = useState(false);
  const run = () =>
    post.mutate(
      {
        unseen: noneThere ? 'none_there' : 'leave',
        reasons: [...reasons].map(([productId, reason]) => ({ productId, reason })),
      },
      { onSuccess: () => toast({ text: t('count.postedText') }) },
    );
  return (
    <div className="count-foot">
      <ProblemAlert error={post.error} />
      {count.status === 'posting' ? (
        <span className="count-note">{t('count.interrupted')}</span>
      ) : (
        <Switch
          label={t('count.noneThere', { count: unseen.unseenProducts })}
          checked={noneThere}
          disabled={unseen.unseenProducts === 0}
          onChange={(event) => setNoneThere(event.currentTarget.checked)}
        />
      )}
      <Button size="lg" loading={post.isPending} onClick={() => (noneThere ? setAsking(true) : run())}>
        {t('count.post')}
      </Button>
      {asking && (
        <ConfirmDialog
          title={t('count.post')}
          text={t('count.noneThereText', {
            count: unseen.unseenProducts,
            amount: formatCents(unseen.unseenCents, currency),
          })}
          action={t('count.post')}
          error={post.error}
          pending={post.isPending}
          onConfirm={run}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}

function signed(units: number): string {
  return units > 0 ? `+${formatNumber(units)}` : formatNumber(units);
}
