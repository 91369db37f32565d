import { Alert, Anchor, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { Loading } from '../../../components/page';
import { ProblemAlert } from '../../../components/problem-alert';
import { useT } from '../../../lib/texts';
import { usePresets, useUsePreset } from '../api/rules';

/** Published taxes and deposits to begin with, each with its sources and what to ask an adviser. */
export function PresetsDialog({ onUsed, onClose }: { onUsed(): void; onClose(): void }) {
  const t = useT();
  const presets = usePresets();
  const use = useUsePreset();
  return (
    <Dialog title={t('rule.presets')} size="xl" onClose={onClose}>
      <Loading query={presets}>
        {({ items }) => (
          <Stack>
            {items.map(({ id, name, adviser, rules, sources }) => (
              <Paper key={id} withBorder p="md">
                <Group justify="space-between" wrap="nowrap" align="start">
                  <Stack gap={4}>
                    <Text fw={700}>{name}</Text>
                    <Text size="sm">{rules.join(', ')}</Text>
                    <Text size="sm" c="dimmed">
                      {adviser}
                    </Text>
                    {sources.map(({ title, url }) => (
                      <Anchor key={url} href={url} size="sm" target="_blank" rel="noreferrer">
                        {title}
                      </Anchor>
                    ))}
                  </Stack>
                  <Button
                    size="md"
                    flex="none"
                    loading={use.isPending && use.variables === id}
                    aria-label={t('rule.useNamed', { name })}
                    onClick={() =>
                      use.mutate(id as Parameters<typeof use.mutate>[0], {
                        onSuccess: ({ taxes, deposits }) => taxes.length + deposits.length > 0 && onUsed(),
                      })
                    }
                  >
                    {t('rule.use')}
                  </Button>
                </Group>
                {use.variables === id && <ProblemAlert error={use.error} />}
                {use.variables === id && use.data && (
                  <Alert role="status" variant="light" mt="xs">
                    {t('rule.presetThere', { rules: use.data.unchanged.join(', ') })}
                  </Alert>
                )}
              </Paper>
            ))}
          </Stack>
        )}
      </Loading>
    </Dialog>
  );
}
