import { describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { exported, guessed, mappedCsv, missingIn, readProductFile, template, withColumn } from './product-file';

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

  it('reads a number as its file writes numbers, and leaves what is none to be refused', () => {
    const read = (cells: readonly string[], column: 'price' | 'cost' | 'stock') => {
      const rows = cells.map((cell) => [cell]);
      return mappedCsv({ names: [column], rows }, [column])
        .split('\r\n')
        .slice(1);
    };
    const points = {
      '.99': '0.99',
      '$.99': '0.99',
      '$ 1,234.50': '1234.50',
      '(5.00)': '-5.00',
      '5-': '-5',
      '-5': '-5',
    };
    expect(read(Object.keys(points), 'price')).toEqual(Object.values(points));
    expect(read(['12.50', '1,999'], 'price')).toEqual(['12.50', '1999']);
    const commas = { '4,50': '4.50', '1.234,50 €': '1234.50', ',99': '0.99', '1.000': '1000', '1,999': '1.999' };
    expect(read(Object.keys(commas), 'price')).toEqual(Object.values(commas));
    expect(read(['1.2.3', '7 or 8', 'free', ''], 'price')).toEqual(['1.2.3', '7 or 8', 'free', '']);
    // A cost in parts of a cent is kept to the cent; a price is not made up.
    expect(read(['3.3333'], 'cost')).toEqual(['3.33']);
    expect(read(['3.3333'], 'price')).toEqual(['3.3333']);
    expect(read(['2.0', '1,000', '-3', '1.5'], 'stock')).toEqual(['2', '1000', '-3', '1.5']);
    const german = {
      names: ['price', 'stock'],
      rows: [
        ['12,50', '1.000'],
        ['1,00', '2,0'],
      ],
    };
    expect(mappedCsv(german, ['price', 'stock'])).toBe('price,stock\r\n12.50,1000\r\n1.00,2');
  });

  it('is told by its first line what stands between its values, however short it is', async () => {
    const file = await readProductFile(
      csv('Nummer;Bezeichnung;EAN;VK-Preis;EK-Preis;Bestand\nK11;Korona Ale;4012345678901;3,99;1,50;24\n'),
    );
    expect(guessed(file)).toEqual(['sku', 'name', 'barcodes', 'price', 'cost', 'stock']);
    expect(mappedCsv(file, guessed(file))).toContain('K11,Korona Ale,4012345678901,3.99,1.50,24');
  });

  it('names every variant of a product, as Square and Shopify export them', async () => {
    const square = await readProductFile(
      csv(
        'Item Name,Variation Name,SKU,Price,Current Quantity Main St\nTito Vodka,750ml,T1,19.99,4\nGin,Regular,G1,15,2\n',
      ),
    );
    expect(guessed(square)).toEqual(['name', 'variant', 'sku', 'price', 'stock']);
    expect(mappedCsv(square, guessed(square))).toBe(
      'name,sku,price,stock\r\nTito Vodka 750ml,T1,19.99,4\r\nGin,G1,15,2',
    );
    const lightspeed = await readProductFile(
      csv('sku,name,variant_option_one_value,retail_price,inventory_Main,reorder_point_Main\nG1,Gin X,1 L,21.99,4,2\n'),
    );
    expect(guessed(lightspeed)).toEqual(['sku', 'name', 'variant', 'price', 'stock', 'reorderPoint']);
    const shopify = await readProductFile(
      csv(
        [
          'Handle,Title,Vendor,Tags,Option1 Value,Variant SKU,Variant Price,Image Src',
          'tito,Tito Vodka,Fifth Gen,"staff pick, local",750 ml,T1,19.99,a.jpg',
          'tito,,,,1.75 L,T2,34.99,',
          'tito,,,,,,,b.jpg',
          'gin,Gin,,,Default Title,G1,15.00,',
        ].join('\n'),
      ),
    );
    expect(mappedCsv(shopify, guessed(shopify)).split('\r\n')).toEqual([
      'name,vendor,tags,sku,price',
      'Tito Vodka 750 ml,Fifth Gen,staff pick;local,T1,19.99',
      'Tito Vodka 1.75 L,Fifth Gen,staff pick;local,T2,34.99',
      ',,,,',
      'Gin,,,G1,15.00',
    ]);
  });

  it('has one column for each of ours', () => {
    expect(withColumn(['sku', 'name', undefined], 2, 'sku')).toEqual([undefined, 'name', 'sku']);
    expect(withColumn(['sku', 'name'], 0, undefined)).toEqual([undefined, 'name']);
  });

  it('is written of chosen products as it is read back, and no cell of it is a formula', async () => {
    const product = {
      ...{
        sku: 'R1',
        name: '=HYPERLINK("x")',
        brand: null,
        category: 'Rye, straight',
        vendor: "'=Barn",
        volumeMl: 750,
      },
      ...{ abv: null, vintage: null, taxCode: 'spirits', containerClass: null, tags: ['staff pick', 'local'] },
      ...{ ageRestricted: true, ebtEligible: false, costCents: 1005, depositCents: 5, reorderPoint: null },
      packs: [
        { id: 'b', name: 'Bottle', units: 1, priceCents: 1999, barcodes: ['012345678905', '4006381333931'] },
        { id: 'c', name: 'Case', units: 12, priceCents: 21_000, barcodes: [] },
      ],
    } as unknown as Parameters<typeof exported>[0][number];
    const text = exported([product]);
    expect(text).not.toMatch(/(^|[\r\n,"])=/);
    const file = await readProductFile(csv(text));
    expect(missingIn(guessed(file))).toEqual([]);
    expect(file.rows.map((row) => row.join('|'))).toEqual([
      "R1|'=HYPERLINK(\"x\")||Rye, straight|''=Barn|750|||spirits||staff pick;local|yes|no|10.05|0.05||Bottle|1|19.99|012345678905;4006381333931",
      "R1|'=HYPERLINK(\"x\")||Rye, straight|''=Barn|750|||spirits||staff pick;local|yes|no|10.05|0.05||Case|12|210.00|",
    ]);
  });

  it('can be begun from a template that is a product file itself', async () => {
    const file = await readProductFile(csv(template()));
    expect(missingIn(guessed(file))).toEqual([]);
    expect(file.rows).toHaveLength(2);
  });
});
