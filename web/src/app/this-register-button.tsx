import { Button, SimpleGrid, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../components/dialog';
import { useThisRegister } from '../domain/this-register';
import { useProfile } from '../features/session/session';
import { useT } from '../lib/texts';

/** Which store and register this device is; a manager may say otherwise. */
export function ThisRegisterButton() {
  const t = useT();
  const { user, organization } = useProfile();
  const { place, places, choose } = useThisRegister(organization.id);
  const [asking, setAsking] = useState(false);
  if (!place) return null;
  const name = `${place.store.name} · ${place.register.name}`;
  if (user.role === 'cashier' || places.length === 1) {
    return (
      <Text size="sm" className="shell-register">
        {name}
      </Text>
    );
  }
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="md"
        px="xs"
        className="shell-register"
        aria-label={t('register.change', { name })}
        onClick={() => setAsking(true)}
      >
        {name}
      </Button>
      {asking && (
        <Dialog title={t('register.which')} onClose={() => setAsking(false)}>
          <SimpleGrid cols={{ base: 1, sm: 2 }}>
            {places.map(({ store, register }) => (
              <Button
                key={register.id}
                size="lg"
                variant={register.id === place.register.id ? 'filled' : 'default'}
                onClick={() => {
                  choose(register.id);
                  setAsking(false);
                }}
              >
                {store.name} · {register.name}
              </Button>
            ))}
          </SimpleGrid>
        </Dialog>
      )}
    </>
  );
}
