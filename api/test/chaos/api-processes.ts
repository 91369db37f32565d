import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { type SpawnedServer, spawnServer } from '../support/spawned-server';
import { pick } from './seeded-random';

/** Several processes of the built API over one database, which die and come back. */
export class ApiProcesses {
  private running: SpawnedServer[] = [];
  private readonly gone: SpawnedServer[] = [];

  constructor(private readonly settings: { [name: string]: string }) {}

  static async start(count: number, settings: { [name: string]: string }): Promise<ApiProcesses> {
    const processes = new ApiProcesses(settings);
    for (let number = 0; number < count; number++) processes.running.push(await spawnServer(settings));
    return processes;
  }

  urls(): string[] {
    return this.running.map(({ url }) => url);
  }

  get first(): SpawnedServer {
    const [first] = this.running;
    if (!first) throw new Error('no process runs');
    return first;
  }

  /** With SIGKILL; another one takes its place. */
  async killOne(random: () => number): Promise<void> {
    const victim = pick(random, this.running);
    const exited = once(victim.process, 'exit');
    victim.process.kill('SIGKILL');
    await exited;
    await victim.stop();
    this.gone.push(victim);
    const next = await spawnServer(this.settings);
    this.running = this.running.map((one) => (one === victim ? next : one));
  }

  /** What any of them logged as an error of its own. */
  errors(): string[] {
    return [...this.gone, ...this.running].flatMap((one) =>
      one
        .output()
        .split('\n')
        .filter((line) => line.includes('"level":50')),
    );
  }

  async freezeOne(random: () => number, milliseconds: number): Promise<void> {
    const { process } = pick(random, this.running);
    process.kill('SIGSTOP');
    await delay(milliseconds);
    process.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    await Promise.all(this.running.map((one) => one.stop()));
  }
}
