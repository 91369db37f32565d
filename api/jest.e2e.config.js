module.exports = {
  ...require('./jest.config.js'),
  roots: ['<rootDir>/test'],
  testRegex: '\\.e2e-spec\\.ts$',
  testTimeout: 180_000,
  globalSetup: '<rootDir>/test/support/worker-databases.js',
  globalTeardown: '<rootDir>/test/support/worker-databases-teardown.js',
};
