import { setTimeout as delay } from 'node:timers/promises';
import type { ReplicaNode, ReplicaSet } from '@liquor-pos/embedded-mongodb/replica-set';
import type { ApiProcesses } from './api-processes';
import { pick } from './seeded-random';
import type { SmallDisk } from './small-disk';
import type { WireProxy } from './wire-proxy';

/** What can go wrong around the product; each ends by itself, and leaves everything running. */
export class Faults {
  readonly happened = new Map<string, number>();

  constructor(
    private readonly set: ReplicaSet,
    private readonly proxies: readonly WireProxy[],
    private readonly processes: ApiProcesses,
    private readonly random: () => number,
    private readonly smallDisk: SmallDisk | undefined,
  ) {}

  /** One after the other, with a breath between them. */
  async befallUntil(isOver: () => boolean): Promise<void> {
    const kinds: [name: string, befall: () => Promise<void>][] = [
      ['API process killed', () => this.processes.killOne(this.random)],
      ['API process frozen', () => this.processes.freezeOne(this.random, this.between(500, 3_000))],
      [
        'primary killed',
        () =>
          this.onPrimary(
            (node) => node.kill(),
            (node) => node.start(),
          ),
      ],
      [
        'primary frozen',
        () =>
          this.onPrimary(
            async (node) => node.freeze(),
            async (node) => node.thaw(),
          ),
      ],
      ['primary stepped down', () => this.set.stepDown().catch(() => undefined)],
      ['connections cut', async () => this.cut()],
      ['network slow', () => this.weather({ slow: this.between(30, 200) })],
      ['commit answers lost', () => this.weather({ losesCommitAnswers: 0.3 })],
      ['commit answers lost', () => this.weather({ losesCommitAnswers: 0.3 })],
    ];
    const { smallDisk } = this;
    if (smallDisk) kinds.push(['disk full', () => this.fill(smallDisk)]);
    // Each kind before any comes again, and none is left out, however short the time is.
    let left: typeof kinds = [];
    const names = new Set(kinds.map(([name]) => name));
    while (!isOver() || this.happened.size < names.size) {
      if (left.length === 0) left = [...kinds];
      const chosen = pick(this.random, left);
      left.splice(left.indexOf(chosen), 1);
      const [name, befall] = chosen;
      process.stderr.write(`${new Date().toISOString()} ${name}\n`);
      await befall();
      this.happened.set(name, (this.happened.get(name) ?? 0) + 1);
      await delay(this.between(200, 1_000));
    }
  }

  private async onPrimary(
    hurt: (node: ReplicaNode) => Promise<void>,
    mend: (node: ReplicaNode) => void,
  ): Promise<void> {
    const node = await this.set.primary();
    await hurt(node);
    await delay(this.between(1_000, 4_000));
    await mend(node);
    await this.set.primary();
  }

  /** A mongod that cannot write ends itself; with room again it is started anew. */
  private async fill(disk: SmallDisk): Promise<void> {
    const [node] = this.set.nodes;
    disk.fill();
    await delay(this.between(2_000, 5_000));
    disk.makeRoom();
    await node?.kill();
    node?.start();
    await this.set.primary();
  }

  private cut(): void {
    for (const proxy of this.proxies) proxy.cut();
  }

  private async weather(weather: Partial<WireProxy['weather']>): Promise<void> {
    for (const proxy of this.proxies) Object.assign(proxy.weather, weather);
    await delay(this.between(1_500, 3_000));
    for (const proxy of this.proxies) Object.assign(proxy.weather, { slow: 0, losesCommitAnswers: 0 });
  }

  private between(least: number, most: number): number {
    return Math.round(least + this.random() * (most - least));
  }
}
