const base = require('./jest.config.js');

module.exports = {
  ...base,
  transform: { ...base.transform, 'content-disposition/.+\\.js$': base.transform['^.+\\.ts$'] },
  // Shipped as ES modules only, which Jest on Node 20 cannot require.
  transformIgnorePatterns: ['/node_modules/(?!.*content-disposition)'],
  roots: ['<rootDir>/test'],
  testRegex: '\\.e2e-spec\\.ts$',
  testTimeout: 180_000,
  globalSetup: '<rootDir>/test/support/global-setup.js',
};
