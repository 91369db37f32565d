import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import { useT } from '../../../lib/texts';
import { useBirthDate, useSetBirthDate } from '../api/users';

/** When a seller was born: asked by no one but the law, and kept apart from the rest. */
export function BirthDate({ userId }: { userId: string }) {
  const t = useT();
  const known = useBirthDate(userId);
  const setting = useSetBirthDate(userId);
  const [typed, setTyped] = useState<string>();
  if (!known.data) return <ProblemAlert error={known.error} />;
  const kept = known.data.birthDate ?? '';
  const shown = typed ?? kept;
  return (
    <>
      <Group align="end" wrap="nowrap">
        <TextInput
          flex={1}
          type="date"
          size="md"
          label={t('users.birthDate')}
          description={t('users.birthDateHint')}
          value={shown}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button
          size="md"
          variant="default"
          disabled={shown === kept}
          loading={setting.isPending}
          onClick={() => setting.mutate(shown || null)}
        >
          {t('users.keepBirthDate')}
        </Button>
      </Group>
      <ProblemAlert error={setting.error} />
    </>
  );
}
