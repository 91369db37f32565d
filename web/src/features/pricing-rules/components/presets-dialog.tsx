import { Alert, Anchor, Button, Checkbox, Group, Paper, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { Loading } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { useApiForm } from '../../../lib/use-api-form';
import { usePresets, useRules, useUsePreset } from '../api/rules';
import { PresetChanges } from './preset-changes';
import { RateInput } from './rate-input';

type Preset = Schemas['PresetDto'];
type PresetId = Schemas['UsePresetDto']['preset'];

/** A state's published rules to begin with, each with its sources and what to ask an adviser. */
export function PresetsDialog({ onUsed, onClose }: { onUsed(): void; onClose(): void }) {
  const t = useT();
  const presets = usePresets();
  const [chosen, setChosen] = useState<string>();
  return (
    <Dialog title={t('rule.presets')} size="xl" onClose={onClose}>
      <Loading query={presets}>
        {({ items }) => (
          <Stack>
            {items.map((preset) => (
              <Paper key={preset.id} withBorder p="md">
                <Group justify="space-between" wrap="nowrap" align="start">
                  <Stack gap={4}>
                    <Text fw={700}>{preset.name}</Text>
                    <Text size="sm">{[...preset.rules, ...preset.ages, ...preset.hours].join(', ')}</Text>
                    <Text size="sm" c="dimmed">
                      {preset.adviser}
                    </Text>
                    {preset.sources.map(({ title, url }) => (
                      <Anchor key={url} href={url} size="sm" target="_blank" rel="noreferrer">
                        {title}
                      </Anchor>
                    ))}
                  </Stack>
                  {chosen !== preset.id && (
                    <Button
                      size="md"
                      flex="none"
                      aria-label={t('rule.useNamed', { name: preset.name })}
                      onClick={() => setChosen(preset.id)}
                    >
                      {t('rule.use')}
                    </Button>
                  )}
                </Group>
                {chosen === preset.id && <PresetForm preset={preset} onUsed={onUsed} />}
              </Paper>
            ))}
          </Stack>
        )}
      </Loading>
    </Dialog>
  );
}

/** What of it is taken, and the one thing that is the store's to say: what its place charges on top. */
function PresetForm({ preset, onUsed }: { preset: Preset; onUsed(): void }) {
  const t = useT();
  const use = useUsePreset();
  const form = useApiForm({
    initialValues: {
      rates: true,
      ages: preset.ages.length > 0,
      hours: preset.hours.length > 0,
      localRateMillionths: undefined as number | undefined,
    },
    write: use,
    onSubmit({ rates, ages, hours, localRateMillionths }) {
      const parts = [
        ...(rates ? (['taxes', 'deposits'] as const) : []),
        ...(ages ? (['ages'] as const) : []),
        ...(hours ? (['hours'] as const) : []),
      ];
      use.mutate(
        { preset: preset.id as PresetId, storeIds: null, parts, ...(localRateMillionths && { localRateMillionths }) },
        {
          onSuccess: (made) =>
            [made.taxes, made.deposits, made.ages, made.hours].some((rules) => rules.length > 0) && onUsed(),
        },
      );
    },
  });
  const { rates, ages, hours, localRateMillionths } = form.values;
  const [taxes, deposits, minimumAges, saleHours] = [
    useRules('taxes'),
    useRules('deposits'),
    useRules('ages'),
    useRules('hours'),
  ];
  const own = [...preset.rules, ...preset.ages, ...preset.hours, preset.localTax];
  const others = [
    ...(rates ? [...(taxes.data ?? []), ...(deposits.data ?? [])] : []),
    ...(ages ? (minimumAges.data ?? []) : []),
    ...(hours ? (saleHours.data ?? []) : []),
  ].flatMap(({ name }) => (own.includes(name) ? [] : [name]));
  return (
    <form onSubmit={form.submit}>
      <Stack mt="md">
        <PresetChanges id={preset.id} />
        {others.length > 0 && <Alert color="warning">{t('preset.besides', { rules: others.join(', ') })}</Alert>}
        <Checkbox
          size="md"
          label={t('preset.rates')}
          checked={rates}
          onChange={(event) => form.change({ rates: event.currentTarget.checked })}
        />
        <Checkbox
          size="md"
          label={t('preset.ages')}
          disabled={preset.ages.length === 0}
          checked={ages}
          onChange={(event) => form.change({ ages: event.currentTarget.checked })}
        />
        <Checkbox
          size="md"
          label={t('preset.hours')}
          description={preset.hours.length === 0 ? t('preset.noHours') : undefined}
          disabled={preset.hours.length === 0}
          checked={hours}
          onChange={(event) => form.change({ hours: event.currentTarget.checked })}
        />
        {preset.localTax && (
          <RateInput
            label={t('preset.localRate', { name: preset.localTax })}
            description={t('preset.localRateHint')}
            value={localRateMillionths}
            error={form.faultAt('localRateMillionths')}
            onChange={(rate) => form.change({ localRateMillionths: rate })}
            onClear={() => form.change({ localRateMillionths: undefined })}
          />
        )}
        <ProblemAlert {...form.problem} />
        {use.data && (
          <Alert role="status" variant="light">
            {t('rule.presetThere', { rules: use.data.unchanged.join(', ') })}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button size="md" type="submit" loading={form.pending} disabled={!(rates || ages || hours)}>
            {t('preset.take', { name: preset.name })}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
