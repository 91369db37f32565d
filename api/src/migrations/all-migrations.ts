import type { Migration } from '../tenancy/tenant-migrations';
import { everyFieldIsThere } from './0001-every-field-is-there';
import { aDrawerCountsByTender } from './0002-a-drawer-counts-by-tender';
import { indexesThatAreGone } from './0003-indexes-that-are-gone';
import { aBottleHasItsSize } from './0004-a-bottle-has-its-size';
import { aRegisterMayBeClosed } from './0005-a-register-may-be-closed';
import { aProfileHasALogoAndMails } from './0006-a-profile-has-a-logo-and-mails';
import { aShiftIsOpenedAndClosed } from './0007-a-shift-is-opened-and-closed';
import { aStoreSaysWhatItTakes } from './0008-a-store-says-what-it-takes';
import { aDrawerKnowsExchanges } from './0009-a-drawer-knows-exchanges';
import { rulesKnowWhoSells } from './0010-rules-know-who-sells';
import { receiptsGoOutByMail } from './0011-receipts-go-out-by-mail';
import { benefitsPayForFood } from './0012-benefits-pay-for-food';
import { housesHaveAccounts } from './0013-houses-have-accounts';
import { dealsSayMore } from './0014-deals-say-more';
import { whatIsLimitedIsCounted } from './0015-what-is-limited-is-counted';
import { openingStocksKnowTheirFigures } from './0016-opening-stocks-know-their-figures';

/** Every step of a tenant's data, in order. One that was released is never changed: what it got wrong, a later one mends. */
export const ALL_MIGRATIONS: readonly Migration[] = [
  everyFieldIsThere,
  aDrawerCountsByTender,
  indexesThatAreGone,
  aBottleHasItsSize,
  aRegisterMayBeClosed,
  aProfileHasALogoAndMails,
  aShiftIsOpenedAndClosed,
  aStoreSaysWhatItTakes,
  aDrawerKnowsExchanges,
  rulesKnowWhoSells,
  receiptsGoOutByMail,
  benefitsPayForFood,
  housesHaveAccounts,
  dealsSayMore,
  whatIsLimitedIsCounted,
  openingStocksKnowTheirFigures,
];
