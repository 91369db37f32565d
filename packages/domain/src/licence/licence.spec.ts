import { assert, integer, property, string } from 'fast-check';
import { readLicence } from './licence.ts';

const card = (elements: string[], header = '@\n\x1e\rANSI 636026080102DL00410288ZA03290015') =>
  `${header}DL${elements.join('\n')}\n\r`;
const US = ['DAQD12345678', 'DCSPUBLIC', 'DACJOHN', 'DBD06062016', 'DBB06062004', 'DBA12102030', 'DCGUSA', 'DAJAZ'];

describe('readLicence', () => {
  it('reads US cards (MMDDCCYY) and Canadian ones (CCYYMMDD)', () => {
    expect(readLicence(card(US))).toEqual({ read: true, birthDate: '2004-06-06', expiresOn: '2030-12-10' });
    const canadian = card(
      ['DCSTREMBLAY', 'DBB19841231', 'DBA20281130', 'DCGCAN'],
      '@\n\x1e\rANSI 636028080102DL00410288',
    );
    expect(readLicence(canadian)).toEqual({ read: true, birthDate: '1984-12-31', expiresOn: '2028-11-30' });
  });

  it('reads cards of the first version, which name no country and write CCYYMMDD', () => {
    const old = card(['DAQ1', 'DBB19751104', 'DBA20291104'], '@\n\x1c\rANSI 6360000102DL00390200');
    expect(readLicence(old)).toEqual({ read: true, birthDate: '1975-11-04', expiresOn: '2029-11-04' });
    expect(readLicence(old.replace('ANSI ', 'AAMVA'))).toMatchObject({ read: true });
  });

  it('reads what a keyboard wedge leaves of it: no control characters but the line ends', () => {
    expect(readLicence(card(US, '@ANSI 636026080102DL00410288'))).toMatchObject({
      read: true,
      birthDate: '2004-06-06',
    });
    expect(readLicence(card(US).replaceAll('\n', '\r'))).toMatchObject({ read: true });
  });

  it('reads a card whose separators the wedge dropped', () => {
    const together = card(US, '@ANSI 636026080102DL00410288').replaceAll('\n', '').replaceAll('\r', '');
    expect(readLicence(together)).toEqual({ read: true, birthDate: '2004-06-06', expiresOn: '2030-12-10' });
  });

  it('reads the birth date when it stands first in its subfile, and no part of another element as one', () => {
    expect(readLicence(card(['DBB06062004', 'DCGUSA']))).toMatchObject({ read: true, birthDate: '2004-06-06' });
    expect(readLicence(card(['DCSSANDBB01012000', 'DBB06062004', 'DCGUSA']))).toMatchObject({
      birthDate: '2004-06-06',
    });
  });

  it('takes a card without expiry, and tells damage from it', () => {
    expect(readLicence(card(['DBB06062004', 'DCGUSA']))).toMatchObject({ expiresOn: null });
    expect(readLicence(card(['DBB06062004', 'DBANONE', 'DCGUSA']))).toMatchObject({ read: true, expiresOn: null });
    expect(readLicence(card(['DBB06062004', 'DBA1399', 'DCGUSA']))).toEqual({ read: false, fault: 'malformed_date' });
  });

  it('finds the header behind what scanners put before it or into it, and with letters turned round by caps lock', () => {
    for (const noise of ['6', '6M', 'ÜM', '\x02', ']L2', ' ', '\u0085\u009d'])
      expect([noise, readLicence(noise + card(US))]).toEqual([
        noise,
        expect.objectContaining({ birthDate: '2004-06-06' }),
      ]);
    expect(readLicence(card(US, '@acANSI 636026080102DL00410288'))).toMatchObject({ birthDate: '2004-06-06' });
    expect(readLicence(card(US).toLowerCase())).toMatchObject({ birthDate: '2004-06-06' });
    expect(readLicence(card(US).replaceAll('\n', '|'))).toMatchObject({ birthDate: '2004-06-06' });
    expect(readLicence(card(US).replaceAll('\nD', '\n D'))).toMatchObject({ birthDate: '2004-06-06' });
    expect(readLicence('A letter that speaks of ANSI 636026080102DL'.padEnd(80))).toMatchObject({ read: false });
  });

  it('reads dates with slashes and dashes, and what stands for no expiry', () => {
    for (const born of ['06/06/2004', '06-06-2004', '2004-06-06', '2004/06/06'])
      expect(readLicence(card([`DBB${born}`, 'DCGUSA']))).toMatchObject({ birthDate: '2004-06-06' });
    for (const never of ['00000000', '99999999', '12319999', '12/31/9999', 'NONE', 'INDEF', 'N/A'])
      expect(readLicence(card(['DBB06062004', `DBA${never}`]))).toMatchObject({ read: true, expiresOn: null });
  });

  it('believes no street, with separators or without', () => {
    expect(readLicence(card(['DAGDBB01012000 ST', 'DBB06062004', 'DCGUSA']))).toMatchObject({
      birthDate: '2004-06-06',
    });
    const together = '@ANSI 636026080102DL00410288DLDAG12 DBB01011950 DBB06062004DBA12102030DCGUSA';
    expect(readLicence(together)).toMatchObject({ read: false });
  });

  it('reads a magnetic stripe', () => {
    const texas =
      '%TXAUSTIN^DOE$JOHN^1 MAIN ST^?;63601538774194=300819810101?#" 78729      C               1505130BLKBLK?';
    expect(readLicence(texas)).toEqual({ read: true, birthDate: '1981-01-01', expiresOn: '2030-08-31' });
    const expiring = (yymm: string, born = '20040229') => readLicence(`;636015123=${yymm}${born}?`);
    expect(expiring('2777')).toMatchObject({ expiresOn: null });
    expect(expiring('2788')).toMatchObject({ expiresOn: '2027-02-28' });
    expect(expiring('2899')).toMatchObject({ expiresOn: '2028-02-29' });
    expect(expiring('2799')).toMatchObject({ expiresOn: '2027-02-28' });
    // A bank's card has such a track as well.
    expect(readLicence('%B4111111111111111^DOE/JOHN^3012?;4111111111111111=30121010000000000000?')).toMatchObject({
      read: false,
    });
    expect(expiring('2712', '20041399')).toMatchObject({ read: false });
  });

  it('says what is wrong with what it cannot read', () => {
    expect(readLicence('012345678905')).toEqual({ read: false, fault: 'not_a_licence' });
    expect(readLicence('@ANSI 636026080102')).toEqual({ read: false, fault: 'truncated' });
    expect(readLicence(card(US).slice(0, card(US).indexOf('DBB') + 7))).toEqual({ read: false, fault: 'truncated' });
    expect(readLicence(card(US).slice(0, card(US).indexOf('DBD') + 5))).toEqual({ read: false, fault: 'truncated' });
    expect(readLicence(card(['DCSPUBLIC', 'DCGUSA']))).toEqual({ read: false, fault: 'no_birth_date' });
    expect(readLicence(card(['DBB99999999', 'DCGUSA']))).toEqual({ read: false, fault: 'malformed_date' });
    expect(readLicence(card(['DBB02302004', 'DCGUSA']))).toEqual({ read: false, fault: 'malformed_date' });
  });

  it('answers anything with an outcome that holds nothing but two dates', () => {
    assert(
      property(string({ maxLength: 300 }), integer({ min: 0, max: 120 }), (noise, cut) => {
        for (const text of [noise, card(US).slice(0, cut), card(US).slice(0, cut) + noise]) {
          const reading = readLicence(text);
          expect(Object.keys(reading).sort()).toEqual(
            reading.read ? ['birthDate', 'expiresOn', 'read'] : ['fault', 'read'],
          );
        }
      }),
    );
  });
});
