import { Button, SimpleGrid, Stack, Text } from '@mantine/core';
import type { RegisterPlace } from '../domain/this-register';

interface RegisterChoicesProps {
  places: readonly RegisterPlace[];
  /** The id of the register this device is now. */
  chosen?: string;
  onChoose(registerId: string): void;
}

/** Every register with its store, whole, and numbered as its receipts begin: two may have one name. */
export function RegisterChoices({ places, chosen, onChoose }: RegisterChoicesProps) {
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      {places.map(({ store, register }) => (
        <Button
          key={register.id}
          size="lg"
          h="auto"
          mih={84}
          py="xs"
          variant={register.id === chosen ? 'filled' : 'default'}
          styles={{ label: { whiteSpace: 'normal' } }}
          onClick={() => onChoose(register.id)}
        >
          <Stack component="span" gap={2}>
            <span>{register.name}</span>
            <Text component="span" size="sm">
              {store.name} · {store.number}-{register.number}
            </Text>
          </Stack>
        </Button>
      ))}
    </SimpleGrid>
  );
}
