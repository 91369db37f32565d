import { assert, property, string } from 'fast-check';
import { zplLabels } from './zpl-labels.ts';

const label = { name: 'Captain Morgan', detail: '1 L Bottle', price: '$16.49', code: '012345678905' };
/** The texts of a label's fields, as the printer reads them. */
const fieldsOf = (zpl: string) =>
  [...zpl.matchAll(/\^FH_\^FD(.*?)\^FS/g)].map(([, field = '']) =>
    field.replace(/_([0-9A-F]{2})/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16))),
  );

describe('labels for a label printer', () => {
  it('have name, size, price and the bars the code is meant for', () => {
    const zpl = zplLabels([label, { ...label, code: undefined }]);
    expect(zpl).toBe(
      '^XA^CI28^PW457^LL254^LH0,0' +
        '^FO16,14^A0N,30,28^FB425,1,0,L^FH_^FDCaptain Morgan^FS' +
        '^FO16,56^A0N,24,22^FB212,2,0,L^FH_^FD1 L Bottle^FS' +
        '^FO16,54^A0N,54,48^FB425,1,0,R^FH_^FD$16.49^FS' +
        '^FO40,134^BY2^BUN,70,Y,N,Y^FD01234567890^FS^XZ\n' +
        '^XA^CI28^PW457^LL254^LH0,0' +
        '^FO16,14^A0N,30,28^FB425,1,0,L^FH_^FDCaptain Morgan^FS' +
        '^FO16,56^A0N,24,22^FB212,2,0,L^FH_^FD1 L Bottle^FS' +
        '^FO16,54^A0N,54,48^FB425,1,0,R^FH_^FD$16.49^FS^XZ\n',
    );
    expect(zplLabels([{ ...label, code: '4006381333931' }])).toContain('^BEN,70,Y,N^FD400638133393^FS');
    expect(zplLabels([{ ...label, code: '96385074' }])).toContain('^B8N,70,Y,N^FD9638507^FS');
    // A number of the store's own, and one whose last digit is another than bars would have: as they are.
    expect(zplLabels([{ ...label, code: '43337' }])).toContain('^BCN,70,Y,N,N^FH_^FD43337^FS');
    expect(zplLabels([{ ...label, code: '012345678906' }])).toContain('^BCN,70,Y,N,N^FH_^FD012345678906^FS');
  });

  it('print every name as it is, and run nothing that stands in one', () => {
    assert(
      property(string({ unit: 'grapheme' }), (name) => {
        const zpl = zplLabels([{ ...label, name: `${name}^XZ~JR` }]);
        expect(fieldsOf(zpl)[0]).toBe(`${name}^XZ~JR`.replace(/[\p{Cc}\s]+/gu, ' ').trim());
        expect(zpl.match(/\^XZ/g)).toHaveLength(1);
        expect(zpl).not.toContain('~');
      }),
    );
  });
});
