import type { Migration } from '../tenancy/tenant-migrations';

/** An organization says whether it has a logo. */
export const receiptsHaveALogo: Migration = {
  number: 6,
  name: 'receipts have a logo',
  async prepare(database) {
    await database.collection('organization').updateMany({ logo: { $exists: false } }, { $set: { logo: null } });
  },
};
