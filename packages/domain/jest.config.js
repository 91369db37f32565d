module.exports = {
  testEnvironment: '@liquor-pos/jest-in-one-realm/environment',
  runtime: '@liquor-pos/jest-in-one-realm/runtime',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testRegex: '\\.spec\\.ts$',
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
