import type { Migration } from '../tenancy/tenant-migrations';

/** An organization says whether it has a logo, and which reports it sends by e-mail. */
export const aProfileHasALogoAndMails: Migration = {
  number: 6,
  name: 'a profile has a logo and mails',
  async prepare(database) {
    const profiles = database.collection('organization');
    await profiles.updateMany({ logo: { $exists: false } }, { $set: { logo: null } });
    await profiles.updateMany({ reportMails: { $exists: false } }, { $set: { reportMails: [] } });
  },
};
