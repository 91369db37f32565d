// The application as it is served, telling its CPU time, its constructions and its database commands on demand.
require('reflect-metadata');
const { pino } = require('pino');
const { Injector } = require('@nestjs/core/injector/injector');
const { getConnectionToken } = require('@nestjs/mongoose');
const mongoose = require('mongoose');
const { createApplication } = require('../dist/app.setup');
const { Environment, withDatabase } = require('../dist/config/environment');

let constructions = 0;
const instantiate = Injector.prototype.instantiateClass;
Injector.prototype.instantiateClass = function (...args) {
  constructions++;
  return instantiate.apply(this, args);
};

/** Commands of the driver that are round trips a request waits for. */
const NOT_COUNTED = new Set(['hello', 'ping', 'endSessions', 'getMore']);

/** Watching commands costs time, so the server whose CPU is measured does without. */
function watchCommands() {
  const connect = mongoose.createConnection;
  mongoose.createConnection = (uri, options) => connect.call(mongoose, uri, { ...options, monitorCommands: true });
}

async function start(uri, mode) {
  if (mode === 'watched') watchCommands();
  const environment = withDatabase(new Environment({ RATE_LIMITS: 'off', ...process.env, WEB_DIR: '/nowhere' }), uri);
  const app = await createApplication(environment, pino({ level: 'warn' }));
  await app.listen(0, '127.0.0.1');
  let roundTrips = [];
  const client = app.get(getConnectionToken('MAIN')).getClient();
  client.on('commandStarted', ({ commandName }) => {
    if (!NOT_COUNTED.has(commandName)) roundTrips.push(commandName);
  });
  process.on('message', () => {
    process.send({ cpu: process.cpuUsage(), constructions, roundTrips });
    roundTrips = [];
  });
  process.send({ url: await app.getUrl() });
}

start(process.argv[2], process.argv[3]);
