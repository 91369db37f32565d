import type { Migration } from '../tenancy/tenant-migrations';

/** An organization keeps the receipts that are to go out by e-mail. */
export const receiptsGoOutByMail: Migration = {
  number: 11,
  name: 'receipts go out by mail',
  async prepare(database) {
    await database
      .collection('organization')
      .updateMany({ receiptMails: { $exists: false } }, { $set: { receiptMails: [] } });
  },
};
