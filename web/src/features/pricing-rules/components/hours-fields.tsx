import { ActionIcon, Button, Group, Stack, Switch, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useT } from '../../../lib/texts';
import type { FieldsProps } from '../fields-props';
import { SelectorFields } from './selector-fields';

const DAY = 1440;

/** When selling is allowed, day by day; a closing time before the opening is on the next day. */
export function HoursFields({ draft, faultAt, onChange }: FieldsProps<'hours'>) {
  const t = useT();
  const setDay = (day: number, window: { fromMinute: number; toMinute: number } | undefined) =>
    onChange({ week: draft.week.map((one, index) => (index === day ? { windows: window ? [window] : [] } : one)) });
  const exceptions = draft.exceptions ?? [];
  return (
    <Stack>
      <AllDays onSet={(window) => onChange({ week: draft.week.map(() => ({ windows: [window] })) })} />
      {draft.week.map(({ windows }, day) => {
        const [window] = windows;
        const name = t(`weekday.${day}` as 'weekday.0');
        return (
          <Group key={name} wrap="nowrap">
            <Switch
              size="md"
              w={160}
              label={name}
              checked={window !== undefined}
              onChange={(event) =>
                setDay(day, event.currentTarget.checked ? { fromMinute: 0, toMinute: DAY } : undefined)
              }
            />
            {window && (
              <>
                <TextInput
                  type="time"
                  size="md"
                  aria-label={t('hours.from', { day: name })}
                  value={asTime(window.fromMinute)}
                  onChange={(event) => setDay(day, spanOf(event.currentTarget.value, asTime(window.toMinute)))}
                />
                <TextInput
                  type="time"
                  size="md"
                  aria-label={t('hours.to', { day: name })}
                  value={asTime(window.toMinute)}
                  onChange={(event) => setDay(day, spanOf(asTime(window.fromMinute), event.currentTarget.value))}
                />
                {window.toMinute > DAY && <Text size="sm">{t('hours.nextDay')}</Text>}
              </>
            )}
          </Group>
        );
      })}
      <Text fw={600}>{t('hours.closedDays')}</Text>
      {exceptions.map((exception, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a date being typed has no other identity
        <Group key={index}>
          <TextInput
            type="date"
            size="md"
            aria-label={t('hours.closedDay')}
            value={exception.date}
            error={faultAt(`exceptions.${index}.date`)}
            onChange={(event) => {
              const date = event.currentTarget.value;
              onChange({ exceptions: exceptions.map((one, other) => (other === index ? { ...one, date } : one)) });
            }}
          />
          <ActionIcon
            size={44}
            variant="subtle"
            color="refused"
            aria-label={t('app.deleteNamed', { name: exception.date })}
            onClick={() => onChange({ exceptions: exceptions.filter((one) => one !== exception) })}
          >
            ×
          </ActionIcon>
        </Group>
      ))}
      <Group>
        <Button
          size="md"
          variant="default"
          onClick={() => onChange({ exceptions: [...exceptions, { date: '', windows: [] }] })}
        >
          {t('hours.addClosedDay')}
        </Button>
      </Group>
      <Switch
        size="md"
        label={t('hours.byApproval')}
        description={t('hours.byApprovalHint')}
        checked={draft.byApproval ?? false}
        onChange={(event) => onChange({ byApproval: event.currentTarget.checked })}
      />
      <SelectorFields
        path="selector"
        value={draft.selector}
        faultAt={faultAt}
        onChange={(selector) => onChange({ selector })}
      />
    </Stack>
  );
}

/** Most stores keep the same hours all week: two fields, and one button. */
function AllDays({ onSet }: { onSet(window: { fromMinute: number; toMinute: number }): void }) {
  const t = useT();
  const [from, setFrom] = useState('06:00');
  const [to, setTo] = useState('02:00');
  return (
    <Group align="end">
      <TextInput
        type="time"
        size="md"
        label={t('hours.allFrom')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="time"
        size="md"
        label={t('hours.allTo')}
        value={to}
        onChange={(event) => setTo(event.currentTarget.value)}
      />
      <Button size="md" variant="default" disabled={from === '' || to === ''} onClick={() => onSet(spanOf(from, to))}>
        {t('hours.allDays')}
      </Button>
    </Group>
  );
}

function asTime(minute: number): string {
  const inDay = minute % DAY;
  return [Math.floor(inDay / 60), inDay % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

function spanOf(from: string, to: string) {
  const minutes = (time: string) => {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    return hour * 60 + minute;
  };
  const fromMinute = minutes(from);
  const toMinute = minutes(to);
  return { fromMinute, toMinute: toMinute <= fromMinute ? toMinute + DAY : toMinute };
}
