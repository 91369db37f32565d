import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { guessed, mappedCsv, missingIn, readProductFile, template, withColumn } from './product-file';

const csv = (text: string) => new File([text], 'products.csv', { type: 'text/csv' });

describe('a product file in the browser', () => {
  it('is read from a spreadsheet with every digit of its barcodes, and prices without a computer’s dust', async () => {
    const rows = [
      ['Item', 'My code', 'Retail price', 'UPC', 'On hand'],
      ['Rye', 'A-1', 7.13, 88_004_144_708, 12],
      ['Gin', 'A-2', 19.990000000000002, null, null],
    ];
    const sheet = rows.map((row) => row.map((value) => (value === null ? null : { value })));
    const blob = await writeXlsxFile(sheet).toBuffer();
    const file = await readProductFile(new File([new Uint8Array(blob)], 'products.xlsx'));
    expect(guessed(file)).toEqual(['name', undefined, 'price', 'barcodes', 'stock']);
    expect(missingIn(guessed(file))).toEqual(['sku']);
    const mapping = withColumn(guessed(file), 1, 'sku');
    expect(mappedCsv(file, mapping)).toBe(
      'name,sku,price,barcodes,stock\r\nRye,A-1,7.13,88004144708,12\r\nGin,A-2,19.99,,',
    );
  });

  it('keeps its lines as they are numbered, blank ones too, and takes the currency off amounts', async () => {
    const file = await readProductFile(csv('sku;name;price\r\nA;"Rosé; dry";$ 5.00\r\n\r\nB;Gin;19.99 USD\r\n'));
    expect(file.rows).toHaveLength(3);
    expect(mappedCsv(file, guessed(file))).toBe('sku,name,price\r\nA,Rosé; dry,5.00\r\n,,\r\nB,Gin,19.99');
  });

  it('has one column for each of ours', () => {
    expect(withColumn(['sku', 'name', undefined], 2, 'sku')).toEqual([undefined, 'name', 'sku']);
    expect(withColumn(['sku', 'name'], 0, undefined)).toEqual([undefined, 'name']);
  });

  it('can be begun from a template that is a product file itself', async () => {
    const file = await readProductFile(csv(template()));
    expect(missingIn(guessed(file))).toEqual([]);
    expect(file.rows).toHaveLength(2);
  });
});
