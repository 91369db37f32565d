import type { AgeCheck } from '@liquor-pos/domain/pricing/age';
import { useEffect } from 'react';
import { beep } from '../../lib/sounds';
import { useT } from '../../lib/texts';
import { withoutRestricted } from './basket';
import type { PricedSale } from './use-priced-sale';
import type { Screen } from './use-screen';

/** What comes of asking a customer's age. */
export function useAgeCheck(open: PricedSale, { dialog, setDialog, closeDialog, setNotice }: Screen) {
  const t = useT();
  const { age, book, at, setPassed, changeBasket } = open;

  const passAge = (check: AgeCheck, thenPay: boolean) => {
    if (age) setPassed({ minimumAge: age.minimumAge, check });
    beep('scan');
    if (thenPay) setDialog({ kind: 'pay' });
    else closeDialog();
  };

  const refuseAge = (tooYoung: boolean) => {
    beep('error');
    changeBasket((current) => withoutRestricted(current, book, at));
    setNotice(t(tooYoung ? 'age.tooYoung' : 'age.refused'));
    closeDialog();
  };

  // A rule that asked for an age may be gone, or not be known here yet.
  const asksInVain = dialog?.kind === 'age' && !age;
  useEffect(() => {
    if (asksInVain) setDialog(undefined);
  }, [asksInVain, setDialog]);

  return { passAge, refuseAge };
}
