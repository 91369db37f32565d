import { Environment, InvalidEnvironment } from './environment';

const faultsOf = (variables: Record<string, string>): string[] => {
  try {
    new Environment(variables);
    return [];
  } catch (error) {
    if (error instanceof InvalidEnvironment) return error.faults;
    throw error;
  }
};

describe('the environment', () => {
  it('has a value for everything but the secret of production', () => {
    expect(new Environment({})).toMatchObject({
      host: '127.0.0.1',
      port: 3000,
      demo: true,
      demoDays: 90,
      production: false,
    });
    expect(faultsOf({ NODE_ENV: 'production' })).toEqual(['JWT_SECRET must be at least 32 characters in production']);
    expect(faultsOf({ NODE_ENV: 'production', JWT_SECRET: 'kept-by-the-deployment-0123456789' })).toEqual([]);
  });

  it('is refused with every fault at once', () => {
    const faults = faultsOf({
      PORT: '70000',
      DEMO: 'maybe',
      MONGODB_URI: 'http://x',
      POS_DATABASE: 'oracle',
      JWT_SECRET: 'short',
    });
    expect(faults.map((fault) => fault.split(' ')[0]).sort()).toEqual([
      'DEMO',
      'JWT_SECRET',
      'MONGODB_URI',
      'PORT',
      'POS_DATABASE',
    ]);
  });

  it('refuses a secret anybody would try first, in production', () => {
    for (const secret of [
      'x'.repeat(40),
      'please-change-me-please-change-me-now',
      'abababababababababababababababababab',
    ]) {
      expect(faultsOf({ NODE_ENV: 'production', JWT_SECRET: secret })).toEqual([
        expect.stringContaining('can be guessed'),
      ]);
      expect(faultsOf({ JWT_SECRET: secret })).toEqual([]);
    }
  });
});
