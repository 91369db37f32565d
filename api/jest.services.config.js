// Services over a real database, without HTTP: each worker has one database, which its files share, each with organizations of its own.
module.exports = {
  ...require('./jest.e2e.config.js'),
  testRegex: '\\.service-spec\\.ts$',
  globalSetup: '<rootDir>/test/support/service-databases.js',
  globalTeardown: '<rootDir>/test/support/service-databases-teardown.js',
};
