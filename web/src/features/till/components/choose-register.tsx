import { Button, Center, SimpleGrid, Stack, Text, Title } from '@mantine/core';
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
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          {places.map(({ store, register }) => (
            <Button key={register.id} size="xl" variant="default" h={84} onClick={() => onChoose(register.id)}>
              <span className="quick-label">
                {register.name}
                {/* As its receipts begin: two registers may have one name. */}
                <span className="quick-about">
                  {store.name} · {store.number}-{register.number}
                </span>
              </span>
            </Button>
          ))}
        </SimpleGrid>
      </Stack>
    </Center>
  );
}
