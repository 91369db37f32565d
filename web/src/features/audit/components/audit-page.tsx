import { Group, SegmentedControl, Stack, TextInput } from '@mantine/core';
import { useSearchParams } from 'wouter';
import { Page } from '../../../components/page';
import { useBusinessTime } from '../../../domain/stores';
import { rangeOf } from '../../../lib/days';
import { changed } from '../../../lib/query';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { AuditLog } from './audit-log';
import { ExceptionsTable } from './exceptions-table';
import { HoursTable } from './hours-table';
import { RefusalsTable } from './refusals-table';

const VIEWS = ['exceptions', 'log', 'refusals', 'hours'] as const;

/** What was done, by whom, and who allowed it: by cashier for an owner, one by one, and the refusals for an inspector. */
export function AuditPage() {
  const t = useT();
  const { organization } = useProfile();
  const { day: today } = useBusinessTime(organization.timezone);
  const [params, setParams] = useSearchParams();
  // Somebody may have typed the address.
  const view = VIEWS.find((one) => one === params.get('view')) ?? 'exceptions';
  const days = { from: params.get('from') ?? rangeOf('week', today).from, to: params.get('to') ?? today };
  const set = (name: string, value: string) => setParams(changed(name, value), { replace: true });
  return (
    <Page title={t('nav.audit')}>
      <Stack>
        <SegmentedControl
          className="unprinted"
          aria-label={t('nav.audit')}
          value={view}
          onChange={(value) => set('view', value)}
          data={VIEWS.map((value) => ({ value, label: t(`audit.${value}`) }))}
        />
        <Group align="end" className="unprinted">
          {(['from', 'to'] as const).map((name) => (
            <TextInput
              key={name}
              type="date"
              label={t(`drawers.${name}`)}
              value={days[name]}
              onChange={(event) => set(name, event.currentTarget.value)}
            />
          ))}
        </Group>
        {view === 'exceptions' && <ExceptionsTable {...days} />}
        {view === 'log' && <AuditLog {...days} params={params} onChange={set} />}
        {view === 'refusals' && <RefusalsTable {...days} />}
        {view === 'hours' && <HoursTable {...days} />}
      </Stack>
    </Page>
  );
}
