import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parse } from 'yaml';
import { Environment } from './config/environment';

const ROOT = resolve(__dirname, '..', '..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

interface Service {
  image?: string;
  environment?: Record<string, string>;
  healthcheck?: object;
  depends_on?: Record<string, object>;
  volumes?: string[];
}

describe('the deployment files', () => {
  it('start a replica set, make it one, and only then the application', () => {
    const { services, volumes } = parse(read('docker-compose.yml')) as {
      services: Record<string, Service>;
      volumes: object;
    };
    expect(Object.keys(services)).toEqual(['mongo', 'mongo-init', 'app']);
    expect(JSON.stringify(services['mongo'])).toContain('--replSet');
    expect(services['mongo-init']?.depends_on).toEqual({ mongo: { condition: 'service_healthy' } });
    expect(services['app']?.depends_on).toEqual({ 'mongo-init': { condition: 'service_completed_successfully' } });
    expect(services['mongo']?.healthcheck && services['app']?.healthcheck).toBeTruthy();
    for (const { volumes: used = [] } of Object.values(services)) {
      for (const volume of used) expect(Object.keys(volumes)).toContain(volume.split(':')[0]);
    }
  });

  it('give the application an environment it accepts', () => {
    const { services } = parse(read('docker-compose.yml')) as { services: Record<string, Service> };
    const variables = Object.entries(services['app']?.environment ?? {}).map(([name, value]) => {
      const [, fallback] = /^\$\{\w+:-(.*)\}$/.exec(value) ?? [];
      return [name, name === 'JWT_SECRET' ? 'kept-by-the-deployment-0123456789' : (fallback ?? value)];
    });
    expect(new Environment(Object.fromEntries(variables))).toMatchObject({
      production: true,
      host: '0.0.0.0',
      cookieSecure: true,
    });
  });

  it('hand a signal on to the server: the shell npm starts must become it, for dash does not pass signals to a child', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    expect(scripts['start']).toBe('exec node scripts/start.mjs');
  });

  it('explain every setting there is', () => {
    const table = read('docs/operations.md');
    const settings = read('api/src/config/environment.ts').matchAll(/read\.\w+\('([A-Z_]+)'/g);
    for (const [, name] of settings) expect(table).toContain(`\`${name}\``);
  });
});
