// What a barcode lookup, and a sale, cost at the least: node:http and the driver, the same documents, the same answer.
const { createServer } = require('node:http');
const { randomUUID } = require('node:crypto');
const { MongoClient, ObjectId } = require('mongodb');

/** @param {{ uri: string, database: string }} target */
async function startBareServer({ uri, database }) {
  const client = await new MongoClient(uri, { maxPoolSize: 50 }).connect();
  const products = client.db(database).collection('products');
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      const sale = await sellAgain(client, database, request);
      response.writeHead(201, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(sale));
      return;
    }
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

/** Writes the last sale and its movements once more, as new ones: what the API wrote, in one transaction, and nothing worked out. */
async function sellAgain(client, database, request) {
  const db = client.db(database);
  let body = '';
  for await (const chunk of request) body += chunk;
  const { lines } = JSON.parse(body);
  const options = { readConcern: { level: 'snapshot' }, writeConcern: { w: 'majority', journal: true } };
  return client.withSession((session) =>
    session.withTransaction(async () => {
      const [register] = await db.collection('registers').find({}, { session }).toArray();
      await db
        .collection('products')
        .find({ barcodes: { $in: lines.map(({ barcode }) => barcode) } }, { session })
        .toArray();
      template ??= await templateOf(db);
      const sale = { ...template.sale, _id: randomUUID(), receiptNumber: randomUUID(), createdAt: new Date() };
      const movements = template.movements.map((movement) => ({ ...movement, _id: new ObjectId(), source: sale._id }));
      await db.collection('sales').insertOne(sale, { session });
      await db.collection('registers').updateOne({ _id: register._id }, { $set: { benched: 1 } }, { session });
      await db.collection('shifts').updateOne({ _id: sale.shiftId }, { $set: { benched: 1 } }, { session });
      await db.collection('stock_movements').insertMany(movements, { session });
      await db.collection('inventory').bulkWrite(
        movements.map(({ productId, storeId }) => ({
          updateOne: { filter: { productId, storeId }, update: { $inc: { benched: 1 } } },
        })),
        { session },
      );
      return sale;
    }, options),
  );
}

let template;

async function templateOf(db) {
  const [sale] = await db.collection('sales').find().sort({ createdAt: -1 }).limit(1).toArray();
  return { sale, movements: await db.collection('stock_movements').find({ source: sale._id }).toArray() };
}

module.exports = { startBareServer };

if (require.main === module) {
  const [uri, database] = process.argv.slice(2);
  startBareServer({ uri, database }).then((url) => process.send({ url }));
  process.on('message', () => process.send({ cpu: process.cpuUsage() }));
}
