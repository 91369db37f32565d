const swc = [
  '@swc/jest',
  {
    jsc: {
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      target: 'es2022',
      keepClassNames: true,
    },
  },
];
module.exports = {
  testEnvironment: '@liquor-pos/jest-in-one-realm/environment',
  runtime: '@liquor-pos/jest-in-one-realm/runtime',
  roots: ['<rootDir>/src'],
  testRegex: '\\.spec\\.ts$',
  // Nothing is measured by it: a busy machine takes longer over the many cases of one test.
  testTimeout: 60_000,
  transform: { '^.+\\.ts$': swc },
};
