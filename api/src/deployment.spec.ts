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

  it('run two processes behind nginx over a replica set of three, each of which is ready before the next stands on it', () => {
    const { services, volumes } = parse(read('deploy/compose.cluster.yml'), { merge: true }) as {
      services: Record<string, Service & { command?: string[] }>;
      volumes: object;
    };
    const nodes = ['mongo-1', 'mongo-2', 'mongo-3'];
    expect(Object.keys(services)).toEqual([...nodes, 'mongo-init', 'app-1', 'app-2', 'nginx']);
    for (const node of nodes) {
      expect(services[node]?.command).toEqual(
        expect.arrayContaining(['--replSet=rs0', '--keyFile=/run/keyfile', '--tlsMode=requireTLS']),
      );
      expect(Object.keys(volumes)).toContain(node);
    }
    const variables = Object.entries(services['app-1']?.environment ?? {}).map(([name, value]) => {
      const fallback = /^\$\{\w+:-(.*)\}$/.exec(value)?.[1] ?? value;
      return [name, name === 'JWT_SECRET' ? 'kept-by-the-deployment-0123456789' : fallback];
    });
    const environment = new Environment(Object.fromEntries(variables));
    expect(environment).toMatchObject({ production: true, trustProxy: true, drainSeconds: 5 });
    // What draining and the longest request take, before it is killed.
    expect(
      Number.parseInt(String((services['app-1'] as { stop_grace_period?: string }).stop_grace_period), 10),
    ).toBeGreaterThan(30);
    const upstreams = [...read('deploy/nginx.conf').matchAll(/server (app-\d):3000/g)].map(([, name]) => name);
    expect(upstreams).toEqual(['app-1', 'app-2']);
  });

  it('alarm and draw by what is measured, and say what to do at each alarm', () => {
    const measured = [...read('api/src/metrics/metrics.ts').matchAll(/name: '(pos_\w+)'/g)].map(([, name]) =>
      String(name),
    );
    const { groups } = parse(read('deploy/prometheus-alerts.yml')) as {
      groups: { rules: { alert: string; expr: string }[] }[];
    };
    const rules = groups.flatMap((group) => group.rules);
    const { panels } = JSON.parse(read('deploy/grafana-dashboard.json')) as {
      panels: { targets: { expr: string }[] }[];
    };
    const expressions = [
      ...rules.map(({ expr }) => expr),
      ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
    ];
    const used = expressions.flatMap((expr) =>
      [...expr.matchAll(/pos_\w+/g)].map(([name]) => name.replace(/_(bucket|count|sum)$/, '')),
    );
    expect(used.filter((name) => !measured.includes(name))).toEqual([]);
    expect(measured.filter((name) => !used.includes(name))).toEqual([]);
    for (const { alert } of rules) expect(read('docs/operations.md')).toContain(`\`${alert}\``);
  });
});
