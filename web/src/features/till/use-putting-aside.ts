import { useT } from '../../lib/texts';
import { useProfile } from '../session/session';
import { isNothing } from './basket';
import { useHeldSales } from './held-sales';
import type { PricedSale } from './use-priced-sale';
import type { Screen } from './use-screen';

/** A customer goes back for something: the sale is put aside, and taken up again later. */
export function usePuttingAside(open: PricedSale, screen: Screen) {
  const t = useT();
  const { user, organization } = useProfile();
  const { held, hold, take } = useHeldSales(organization.id);
  const { sale, priced, startNext } = open;

  /** Puts the sale aside; with nothing rung up, shows what was put aside. */
  const holdOrShow = () => {
    if (isNothing(sale)) return screen.setDialog({ kind: 'held' });
    const { totalCents } = priced.totals;
    hold({ ...sale, heldAt: new Date().toISOString(), heldBy: user.name, totalCents });
    startNext();
    screen.setNotice(t('held.putAside'));
    screen.closeDialog();
  };

  const takeUp = (id: string) => {
    const taken = take(id);
    if (taken) {
      const { heldAt: _at, heldBy: _by, totalCents: _total, ...putAside } = taken;
      startNext(putAside);
      screen.setNotice(undefined);
    }
    screen.closeDialog();
  };

  return { held, holdOrShow, takeUp, dropHeld: (id: string) => void take(id) };
}
