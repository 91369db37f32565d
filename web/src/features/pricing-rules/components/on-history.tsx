import { Button, Group, Progress, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { DataTable } from '../../../components/data-table';
import { ProblemAlert } from '../../../components/problem-alert';
import type { Schemas } from '../../../lib/api-client';
import { businessTimeIn, daysBefore } from '../../../lib/days';
import { formatCents, formatNumber } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type ReplayLine, replayed } from '../api/replay';
import type { Draft, Kind } from '../api/rules';

type Result = Schemas['PriceReplayResultDto'];
type Tried = Schemas['TriedRuleDto'];

const KINDS = ['taxes', 'deposits', 'promotions', 'minimums'] as const satisfies readonly Tried['kind'][];
const DAYS = 30;
const FIGURES = ['discountCents', 'netCents', 'taxCents', 'totalCents', 'marginCents'] as const;
const SHOWN_RECEIPTS = 10;

export function changesPrices(kind: Kind): kind is Tried['kind'] {
  return (KINDS as readonly Kind[]).includes(kind);
}

/** What a rule, as it stands in the form, would have made of past sales: whatever days it is for, it is tried on these. */
export function OnHistory({ kind, draft }: { kind: Tried['kind']; draft: Draft<Kind> }) {
  const t = useT();
  const { timezone } = useProfile().organization;
  const [range, setRange] = useState(() => {
    const { day } = businessTimeIn(timezone, 0);
    return { from: daysBefore(day, DAYS - 1), to: day };
  });
  const { line, error, isRunning, run, stop } = useReplay();
  const start = () => {
    const { id, version: _, ...content } = draft;
    const rule = { ...content, effectiveFrom: null, effectiveTo: null };
    void run({ ...range, rules: [{ kind, rule: rule as object as Record<string, never>, ...(id && { id }) }] });
  };
  const { progress, result, problem } = line ?? {};
  return (
    <section className="card">
      <Stack gap="xs">
        <Text fw={600}>{t('history.title')}</Text>
        <Group align="end">
          {(['from', 'to'] as const).map((field) => (
            <TextInput
              key={field}
              type="date"
              size="md"
              label={t(`history.${field}`)}
              value={range[field]}
              onChange={(event) => setRange({ ...range, [field]: event.currentTarget.value })}
            />
          ))}
          {isRunning ? (
            <Button size="md" variant="default" onClick={stop}>
              {t('history.stop')}
            </Button>
          ) : (
            <Button size="md" variant="default" onClick={start}>
              {t('history.try')}
            </Button>
          )}
        </Group>
        {isRunning && (
          <Progress
            aria-label={t('history.title')}
            value={progress ? (100 * progress.salesDone) / Math.max(progress.salesCount, 1) : 0}
          />
        )}
        <ProblemAlert error={error} />
        {problem && <Text role="alert">{t('app.failed')}</Text>}
        {result && <Outcome result={result} />}
      </Stack>
    </section>
  );
}

/** The newest line of the answer; a new attempt, or leaving the form, ends the one before. */
function useReplay() {
  const [line, setLine] = useState<ReplayLine>();
  const [error, setError] = useState<unknown>();
  const [isRunning, setRunning] = useState(false);
  const running = useRef<AbortController>(undefined);
  useEffect(() => {
    return () => running.current?.abort();
  }, []);
  return {
    ...{ line, error, isRunning },
    stop: () => running.current?.abort(),
    async run(body: Schemas['PriceReplayDto']) {
      const controller = new AbortController();
      running.current = controller;
      setLine(undefined);
      setError(undefined);
      setRunning(true);
      try {
        for await (const next of replayed(body, controller.signal)) setLine(next);
      } catch (thrown) {
        if (!controller.signal.aborted) setError(thrown);
      } finally {
        setRunning(false);
      }
    },
  };
}

function Outcome({ result }: { result: Result }) {
  const t = useT();
  const { currency } = useProfile().organization;
  const money = (amountCents: number) => formatCents(amountCents, currency);
  const { salesCount, touchedCount, leftOutCount, before, after, receipts } = result;
  const touched = t('history.touched', { touched: formatNumber(touchedCount), sales: formatNumber(salesCount) });
  const rows: Row[] = [
    ...FIGURES.map((figure) => ({
      key: figure,
      name: t(`history.${figure}`),
      beforeCents: before[figure],
      afterCents: after[figure],
    })),
    ...receipts.slice(0, SHOWN_RECEIPTS).map(({ saleId, receiptNumber, beforeCents, afterCents }) => ({
      ...{ key: saleId, beforeCents, afterCents },
      name: t('history.receipt', { number: receiptNumber }),
    })),
  ];
  return (
    <Stack gap="xs" role="status">
      <Text>
        {touched}
        {leftOutCount > 0 && ` ${t('history.leftOut', { count: leftOutCount })}`}
      </Text>
      <DataTable
        caption={t('history.title')}
        items={rows}
        rowKey={({ key }) => key}
        columns={[
          { title: t('history.what'), cell: ({ name }) => name },
          { title: t('history.before'), numeric: true, cell: ({ beforeCents }) => money(beforeCents) },
          { title: t('history.after'), numeric: true, cell: ({ afterCents }) => money(afterCents) },
          {
            title: t('history.change'),
            numeric: true,
            cell: ({ beforeCents, afterCents }) => money(afterCents - beforeCents),
          },
        ]}
      />
    </Stack>
  );
}

interface Row {
  key: string;
  name: string;
  beforeCents: number;
  afterCents: number;
}
