import { Alert, Button, Stack } from '@mantine/core';
import { ProblemAlert } from '../../../components/problem-alert';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type AnyRule, usePresetChanges, useRules, useUpdatePreset } from '../api/rules';
import { describe } from '../describe';

type Change = Schemas['PresetChangeDto'];

/** What an update of a preset's rules would change, before it is done: the law may have changed since they were made, or somebody changed them. */
export function PresetChanges({ id }: { id: string }) {
  const t = useT();
  const { data } = usePresetChanges(id);
  const update = useUpdatePreset(id);
  const changed = (data?.items ?? []).filter(({ fields }) => fields.length > 0);
  if (changed.length === 0) return null;
  return (
    <Alert color="warning" title={t('preset.differs')}>
      <Stack gap="xs" align="start">
        <ul>
          {changed.map((change) => (
            <li key={change.ruleId}>
              <Changed change={change} />
            </li>
          ))}
        </ul>
        <ProblemAlert error={update.error} />
        <Button size="md" variant="default" loading={update.isPending} onClick={() => update.mutate(undefined)}>
          {t('preset.update')}
        </Button>
      </Stack>
    </Alert>
  );
}

/** What the rule does and would do, where that can be said in a line; else the fields that are others. */
function Changed({ change: { kind, ruleId, name, fields, follows } }: { change: Change }) {
  const t = useT();
  const { currency } = useProfile().organization;
  const rules = useRules(kind);
  const rule = rules.data?.find((one) => one.id === ruleId) as AnyRule | undefined;
  const would = rule && {
    ...rule,
    ...Object.fromEntries(fields.map(({ field, after }) => [field, JSON.parse(after)])),
  };
  const [before, after] = rule ? [describe(rule, currency, t), describe(would as AnyRule, currency, t)] : [];
  const inWords =
    before !== after ? [`${before} → ${after}`] : fields.map((one) => `${one.field}: ${one.before} → ${one.after}`);
  return (
    <>
      {rule?.name ?? name}
      {follows && ` (${t('preset.follows', { day: follows })})`}: {inWords.join('; ')}
    </>
  );
}
