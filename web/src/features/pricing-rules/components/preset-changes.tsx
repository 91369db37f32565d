import { Alert, Button, Stack } from '@mantine/core';
import { ProblemAlert } from '../../../components/problem-alert';
import { useT } from '../../../lib/texts';
import { usePresetChanges, useUpdatePreset } from '../api/rules';

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
          {changed.map(({ ruleId, name, fields, follows }) => (
            <li key={ruleId}>
              {name}
              {follows && ` (${t('preset.follows', { day: follows })})`}
              <ul>
                {fields.map(({ field, before, after }) => (
                  <li key={field}>
                    {field}: {before} → {after}
                  </li>
                ))}
              </ul>
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
