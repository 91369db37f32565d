module.exports = {
  testEnvironment: '@liquor-pos/jest-in-one-realm/environment',
  runtime: '@liquor-pos/jest-in-one-realm/runtime',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testRegex: '\\.spec\\.ts$',
  // Nothing is measured by it: a busy machine takes longer over the many cases of one test.
  testTimeout: 60_000,
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
