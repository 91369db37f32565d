import { useEffect, useState, useSyncExternalStore } from 'react';
import { Catalogue } from './catalogue';

let open: { organizationId: string; catalogue: Catalogue } | undefined;

/** The organization's catalogue; one for the page, kept while one moves between its parts. */
export function useCatalogue(organizationId: string): Catalogue {
  const [catalogue] = useState(() => {
    if (open?.organizationId !== organizationId) {
      open?.catalogue.close();
      open = { organizationId, catalogue: new Catalogue(organizationId) };
    }
    return open.catalogue;
  });
  useEffect(() => {
    void catalogue.refresh();
    // A tab in the background is woken rarely; what it shows when it comes back should be new.
    const onShown = () => document.visibilityState === 'visible' && void catalogue.refresh();
    document.addEventListener('visibilitychange', onShown);
    return () => document.removeEventListener('visibilitychange', onShown);
  }, [catalogue]);
  return catalogue;
}

/** After signing out nothing goes on asking the server. */
export function closeCatalogue(): void {
  open?.catalogue.close();
  open = undefined;
}

export function useCatalogueStatus(catalogue: Catalogue) {
  return useSyncExternalStore(catalogue.subscribe, () => catalogue.status);
}
