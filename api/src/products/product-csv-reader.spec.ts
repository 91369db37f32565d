import { Readable } from 'node:stream';
import { constantFrom, assert as holds, integer, asyncProperty as property } from 'fast-check';
import { readProductCsv } from './product-csv-reader';

const read = (file: string, bytesAtOnce = 64 * 1024) => {
  const bytes = Buffer.from(file);
  const pieces = Array.from({ length: Math.ceil(bytes.length / bytesAtOnce) }, (_, at) =>
    bytes.subarray(at * bytesAtOnce, (at + 1) * bytesAtOnce),
  );
  return readProductCsv(Readable.from(pieces, { objectMode: false }));
};
const faultOf = async (file: string) =>
  read(file).then(
    () => undefined,
    (error: { code: string; details: { errors?: { path: string }[] } }) =>
      error.details.errors?.[0]?.path ?? error.code,
  );

describe('a product file', () => {
  it('has the rows that its lines say, however it is written and sent', async () => {
    await holds(
      property(
        constantFrom(',', ';', '\t'),
        constantFrom('\n', '\r\n', '\r'),
        constantFrom('', '\uFEFF'),
        integer({ min: 1, max: 7_000 }),
        async (delimiter, newline, mark, bytesAtOnce) => {
          const names = Array.from({ length: 1_203 }, (_, at) =>
            at % 7 === 0 ? `"Ñ ${at}${delimiter} \u{1F377} ""x""\n two"` : `Plain ${at}`,
          );
          const lines = names.map((name, at) => (at % 97 === 5 ? '' : [`S${at}`, name, '1.00'].join(delimiter)));
          const file = mark + [['sku', 'name', 'price'].join(delimiter), ...lines].join(newline);
          const { rows } = await read(file, bytesAtOnce);
          const wanted = lines.flatMap((line, at) => (line === '' ? [] : [[at + 2, `S${at}`]]));
          expect(rows.map(({ row, cells }) => [row, cells.sku])).toEqual(wanted);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is read in the encodings spreadsheets save in', async () => {
    const file = 'sku,name,price\r\nS1,Rosé,1.00\r\n';
    const encodings = [
      Buffer.from(file),
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(file, 'utf16le')]),
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(file, 'utf16le').swap16()]),
      Buffer.from(file, 'latin1'),
    ];
    for (const bytes of encodings) {
      const { rows } = await readProductCsv(Readable.from([bytes], { objectMode: false }));
      expect(rows.map(({ cells }) => cells.name)).toEqual(['Rosé']);
    }
  });

  it('may be what another program exports, whose own columns are passed over', async () => {
    const square =
      'Token,Item Name,Description,SKU,Category,Price,GTIN,Enabled Demo\nT1,Rye,A rye,S1,Whiskey,19.99,012345678905,Y\n';
    const shopify =
      'Handle,Title,Vendor,Type,Variant SKU,Variant Price,Cost per item,Variant Barcode\nrye,Rye,Barn,Whiskey,S1,19.99,12.00,012345678905\n';
    for (const file of [square, shopify]) {
      const [row] = (await read(file)).rows;
      expect(row?.cells).toMatchObject({
        sku: 'S1',
        name: 'Rye',
        category: 'Whiskey',
        price: '19.99',
        barcodes: '012345678905',
      });
    }
    expect(await faultOf('sku,name,price,colour\na,b,1,red\n')).toBe('colour');
    expect(await faultOf('sku,name,price,Price\na,b,1,2\n')).toBe('price');
  });

  it('put together from two keeps every row', async () => {
    const file = 'sku,price,name\r\n' + Array.from({ length: 9 }, (_, at) => `Z${at},1.00,N${at}\n`).join('');
    expect((await read(file)).rows).toHaveLength(9);
  });

  it('with a quotation mark that is not closed is refused by its row, and swallows none in silence', async () => {
    const rows = (open: number) =>
      'sku,price,name\n' +
      Array.from({ length: 1_200 }, (_, at) => `Z${at},1.00,${at === open ? '"' : ''}N${at}\n`).join('');
    expect(await faultOf(rows(195))).toBe('row 197');
    expect(await faultOf(rows(700))).toBe('row 702');
    expect(await faultOf(`sku,name,price\n${'"a"b\n'.repeat(100_000)}`)).toBe('row 2');
  });

  it('may have 20,000 rows among as many blank lines, and no more', async () => {
    const file = (rows: number, blanks: number) => `sku,name,price\n${'a,b,1\n'.repeat(rows)}${'\n'.repeat(blanks)}`;
    expect((await read(file(20_000, 19_999))).rows).toHaveLength(20_000);
    expect(await faultOf(file(20_001, 0))).toBe('import_too_large');
    expect(await faultOf(file(1, 40_000))).toBe('import_too_large');
  });
});
