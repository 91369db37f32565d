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
