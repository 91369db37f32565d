// Faults, from a seed: `npm run chaos`.
module.exports = {
  ...require('./jest.e2e.config.js'),
  testRegex: '\\.chaos-spec\\.ts$',
  // Connections of the proxies to processes that are gone.
  forceExit: true,
  testTimeout: 3_600_000,
};
