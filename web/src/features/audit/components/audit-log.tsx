import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DataTable } from '../../../components/data-table';
import { Loading } from '../../../components/page';
import { keys } from '../../../domain/keys';
import { answered, api } from '../../../lib/api-client';
import { formatCents, formatInstant } from '../../../lib/format';
import { type TextKey, useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type AuditEntry, useAudit } from '../api/audit';

/** What there is to look for; a group stands for all of its actions. */
export const ACTIONS = [
  'sale',
  'sale.void',
  'sale.discount',
  'sale.price_override',
  'sale.cleared',
  'sale.reprinted',
  'sale.refused',
  'sale.hold',
  'return',
  'drawer',
  'drawer.no_sale',
  'drawer.payout',
  'shift',
  'approval',
  'product',
  'price',
  'stock',
  'report_mail',
  'rule',
  'user',
  'store',
  'register',
  'organization',
  'session',
] as const;

interface AuditLogProps {
  from: string;
  to: string;
  params: URLSearchParams;
  onChange(name: string, value: string): void;
}

/** Every entry, by who, what and when. */
export function AuditLog({ from, to, params, onChange }: AuditLogProps) {
  const t = useT();
  const { timezone } = useProfile().organization;
  const [actorId, action, subject] = ['actor', 'action', 'subject'].map((name) => params.get(name) ?? '') as [
    string,
    string,
    string,
  ];
  const entries = useAudit({ from, to, actorId, action, subject });
  const users = useQuery({
    queryKey: [...keys.users, 'all'],
    queryFn: () => answered(api.GET('/api/users', { params: { query: { limit: 200 } } })),
  });
  const people = [
    { value: '', label: t('audit.everybody') },
    ...(users.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
  ];
  const nameOf = (entry: AuditEntry) => t(`audit.action.${entry.action}` as TextKey);
  return (
    <>
      <Group align="end">
        <NativeSelect
          label={t('audit.who')}
          value={actorId}
          data={people}
          onChange={(event) => onChange('actor', event.currentTarget.value)}
        />
        <NativeSelect
          label={t('audit.what')}
          value={action}
          data={[
            { value: '', label: t('audit.anything') },
            ...ACTIONS.map((value) => ({ value, label: t(`audit.action.${value}`) })),
          ]}
          onChange={(event) => onChange('action', event.currentTarget.value)}
        />
        {subject && (
          <Button variant="default" onClick={() => onChange('subject', '')}>
            {t('audit.allSubjects')}
          </Button>
        )}
      </Group>
      <Loading query={entries} isEmpty={(items) => items.length === 0} empty={t('audit.nothing')}>
        {(items) => (
          <DataTable
            caption={t('audit.log')}
            items={items}
            more={entries.more}
            rowKey={({ id }) => id}
            nameOf={(entry) => `${nameOf(entry)} ${formatInstant(entry.at, timezone)}`}
            actions={({ subject: of }) =>
              of ? [{ text: t('audit.ofThis'), label: t('audit.ofThis'), run: () => onChange('subject', of) }] : []
            }
            columns={[
              { title: t('audit.when'), cell: ({ at }) => formatInstant(at, timezone) },
              { title: t('audit.who'), cell: ({ actor }) => actor.name },
              { title: t('audit.what'), cell: nameOf },
              { title: t('audit.allowedBy'), cell: ({ approvedBy }) => approvedBy?.name ?? '' },
              { title: t('audit.about'), cell: (entry) => <About entry={entry} /> },
            ]}
          />
        )}
      </Loading>
    </>
  );
}

/** What was before and what is after, as far as it is said in few words. */
function About({ entry: { before, after } }: { entry: AuditEntry }) {
  const { currency } = useProfile().organization;
  return (
    <div className="audit-about">
      {before && (
        <Text size="xs" c="dimmed">
          {inWords(before, currency)}
        </Text>
      )}
      {after && <Text size="xs">{`${before ? '→ ' : ''}${inWords(after, currency)}`}</Text>}
    </div>
  );
}

const LONGEST = 300;
/** What says nothing to people. */
const UNSAID = ['hash', 'basket', 'id', 'movement', 'return', 'saleId', 'productId', 'packId', 'version'];

function inWords(value: object, currency: string): string {
  const words = partsOf(value, currency).join(' · ');
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}…` : words;
}

function partsOf(value: object, currency: string): string[] {
  return Object.entries(value).flatMap(([name, one]) => {
    if (one === null || one === undefined || UNSAID.includes(name)) return [];
    if (Array.isArray(one)) return one.flatMap((item) => itemOf(item, currency));
    if (typeof one === 'object') return [`${name}: ${partsOf(one, currency).join(', ')}`];
    if (typeof one === 'number' && /[cC]ents$/.test(name)) return [`${titleOf(name)}${formatCents(one, currency)}`];
    return [`${name}: ${String(one)}`];
  });
}

/** A line of a sale by its name and number, a tender by its name and amount. */
function itemOf(item: unknown, currency: string): string[] {
  if (typeof item !== 'object' || item === null) return [String(item)];
  const { quantity, name, tender, cents, ...rest } = item as Record<string, unknown>;
  if (typeof tender === 'string') return [`${tender} ${formatCents(Number(cents), currency)}`];
  const title = [quantity === undefined ? '' : `${String(quantity)} ×`, String(name ?? '')].filter(Boolean).join(' ');
  return [[title, ...partsOf(rest, currency)].filter(Boolean).join(' ')];
}

function titleOf(name: string): string {
  const title = name.replace(/Cents$/, '');
  return title === 'amount' || title === 'total' ? '' : `${title}: `;
}
