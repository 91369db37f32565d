import { useSyncExternalStore } from 'react';
import type { Schemas } from '../lib/api-client';
import { useStores } from './stores';

type Store = Schemas['StoreDto'];

/** A till of one of the organization's stores. */
export interface RegisterPlace {
  store: Store;
  register: Store['registers'][number];
}

/** Which register this device is, in one organization: chosen once, and kept on the device for whoever works at it. */
export function useThisRegister(organizationId: string) {
  const key = `device.register.1.${organizationId}`;
  const chosen = useSyncExternalStore(listen, () => localStorage.getItem(key));
  const stores = useStores();
  const places = placesOf(stores.data?.items ?? []);
  const place = places.find(({ register }) => register.id === chosen) ?? (places.length === 1 ? places[0] : undefined);
  const choose = (registerId: string) => {
    localStorage.setItem(key, registerId);
    for (const listener of listeners) listener();
  };
  return {
    /** Undefined until it is chosen, or the stores are known. */
    place,
    places,
    /** Known before the stores are: a till goes on where it was. Where there is one register, nobody is asked. */
    registerId: stores.data ? place?.register.id : (chosen ?? undefined),
    stores,
    choose,
  };
}

const listeners = new Set<() => void>();

function listen(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** A closed register is no place to sell at any more. */
function placesOf(stores: readonly Store[]): RegisterPlace[] {
  return stores.flatMap((store) =>
    store.registers.filter(({ closed }) => !closed).map((register) => ({ store, register })),
  );
}
