import { Button, Center } from '@mantine/core';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import type { RegisterHold } from '../effects/register-hold';
import { keptTill } from '../machine/kept-till';

/** What stands instead of a till that another window of this browser has. */
export function RegisterElsewhere({ hold }: { hold: RegisterHold }) {
  const t = useT();
  const { user } = useProfile();
  const mayTakeOver = user.role !== 'cashier' || user.name === hold.by;
  const takeOver = async () => {
    // A duplicated window begins as a copy of the other, its open sale included: that stays the other's.
    const kept = keptTill(user.id);
    const lock = `till.${kept.sale()?.id}`;
    const { held = [] } = await navigator.locks.query();
    if (held.some(({ name }) => name === lock)) kept.forget();
    hold.takeOver();
  };
  return (
    <Center h="100%" p="md">
      <div className="elsewhere">
        <h1>{t('elsewhere.title')}</h1>
        <p>{t('elsewhere.by', { name: hold.by })}</p>
        {mayTakeOver ? (
          <Button size="xl" onClick={() => void takeOver()}>
            {t('elsewhere.takeOver')}
          </Button>
        ) : (
          <p>{t('elsewhere.ask')}</p>
        )}
      </div>
    </Center>
  );
}
