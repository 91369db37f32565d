import { Center, Stack, Text, Title } from '@mantine/core';
import { RegisterChoices } from '../../../components/register-choices';
import type { RegisterPlace } from '../../../domain/this-register';
import { useT } from '../../../lib/texts';

interface ChooseRegisterProps {
  places: readonly RegisterPlace[];
  onChoose(registerId: string): void;
}

/** Asked once on a device: its drawer, its receipts and its store's prices follow from it. */
export function ChooseRegister({ places, onChoose }: ChooseRegisterProps) {
  const t = useT();
  return (
    <Center mih="100%" p="md">
      <Stack maw={720} w="100%">
        <Title order={1} size="h2">
          {t('register.which')}
        </Title>
        <Text>{t('register.why')}</Text>
        <RegisterChoices places={places} onChoose={onChoose} />
      </Stack>
    </Center>
  );
}
