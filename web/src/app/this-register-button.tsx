import { Button, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../components/dialog';
import { RegisterChoices } from '../components/register-choices';
import { useThisRegister } from '../domain/this-register';
import { useProfile } from '../features/session/session';
import { useT } from '../lib/texts';

/** Where one is: this device's store and register, which a manager may change; the organization while they are not known. */
export function ThisRegisterButton() {
  const t = useT();
  const { user, organization } = useProfile();
  const { place, places, choose } = useThisRegister(organization.id);
  const [asking, setAsking] = useState(false);
  if (!place) {
    return (
      <Text fw={700} className="shell-name">
        {organization.name}
      </Text>
    );
  }
  // The register first: on a phone the rest is cut.
  const name = `${place.register.name} · ${place.store.name}`;
  if (user.role === 'cashier' || places.length === 1) {
    return (
      <Text fw={700} className="shell-name">
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
        ml={-10}
        className="shell-name"
        aria-label={t('register.change', { name })}
        onClick={() => setAsking(true)}
      >
        {name}
      </Button>
      {asking && (
        <Dialog title={t('register.which')} onClose={() => setAsking(false)}>
          <RegisterChoices
            places={places}
            chosen={place.register.id}
            onChoose={(registerId) => {
              choose(registerId);
              setAsking(false);
            }}
          />
        </Dialog>
      )}
    </>
  );
}
