// What a barcode lookup costs at the least: node:http and the driver, the same document, the same answer.
const { createServer } = require('node:http');
const { MongoClient } = require('mongodb');

/** @param {{ uri: string, database: string }} target */
async function startBareServer({ uri, database }) {
  const client = await new MongoClient(uri, { maxPoolSize: 50 }).connect();
  const products = client.db(database).collection('products');
  const server = createServer(async (request, response) => {
    const barcode = new URL(request.url, 'http://localhost').searchParams.get('barcode');
    const product = await products.findOne({ barcodes: barcode });
    const pack = product?.packs.find(({ barcodes }) => barcodes.includes(barcode));
    if (!product || !pack) {
      response.writeHead(404).end();
      return;
    }
    const { _id, searchWords, sortName, barcodes, createdAt, updatedAt, ...shown } = product;
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' });
    response.end(JSON.stringify({ product: { id: _id.toString(), ...shown }, pack }));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${server.address().port}`;
}

module.exports = { startBareServer };

if (require.main === module) {
  const [uri, database] = process.argv.slice(2);
  startBareServer({ uri, database }).then((url) => process.send({ url }));
  process.on('message', () => process.send({ cpu: process.cpuUsage() }));
}
