import { IconBuildingStore, IconChevronDown } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useThisRegister } from '../../domain/this-register';
import { useProfile } from '../../features/session/session';
import { useT } from '../../lib/texts';

const Choice = lazy(() => import('./register-dialog').then(({ RegisterDialog }) => ({ default: RegisterDialog })));

/** Where one is: this device's store and register, which a manager may change; the organization while they are not known. */
export function ThisRegisterButton() {
  const t = useT();
  const { user, organization } = useProfile();
  const { place, places, choose } = useThisRegister(organization.id);
  const [asking, setAsking] = useState(false);
  if (!place) return <strong className="place">{organization.name}</strong>;
  const about = (
    <span>
      <span className="place-register">{place.register.name}</span>
      <span className="place-store">{place.store.name}</span>
    </span>
  );
  if (user.role === 'cashier' || places.length === 1) {
    return (
      <div className="place">
        <IconBuildingStore size={20} aria-hidden />
        {about}
      </div>
    );
  }
  return (
    <>
      <button
        type="button"
        className="place"
        aria-label={t('register.change', { name: `${place.register.name} · ${place.store.name}` })}
        onClick={() => setAsking(true)}
      >
        <IconBuildingStore size={20} aria-hidden />
        {about}
        <IconChevronDown size={16} aria-hidden />
      </button>
      {asking && (
        <Suspense fallback={null}>
          <Choice
            places={places}
            chosen={place.register.id}
            onChoose={(registerId) => {
              choose(registerId);
              setAsking(false);
            }}
            onClose={() => setAsking(false)}
          />
        </Suspense>
      )}
    </>
  );
}
