import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import type { Actor } from '../access/actor';
import { TenantMover } from '../tenant-moves/tenant-mover';

type Run = (work: (app: INestApplicationContext) => Promise<number>) => Promise<void>;

/** `pos tenant …`: what is done with a tenant's whole database. */
export function addTenantCommands(program: Command, actor: Actor, run: Run, print: (line: string) => void): void {
  const tenant = program.command('tenant').description('move, back up, restore and erase tenants’ databases');
  tenant
    .command('move <id>')
    .description('take an organization’s database to another cluster while it is sold from; call it again to go on')
    .requiredOption('--to <cluster>', 'its name; "main" for main’s own')
    .action((id: string, { to }: { to: string }) =>
      run(async (app) => {
        const report = await app.get(TenantMover).move(actor, id, to === 'main' ? null : to, print);
        print(`${report.collections} collections and ${report.documents} documents are the same on both sides`);
        print(`the old copy is kept, closed for writes, until: pos tenant drop-old-copy ${id}`);
        return 0;
      }),
    );
  tenant
    .command('drop-old-copy <id>')
    .description('drop what a move left behind')
    .action((id: string) =>
      run(async (app) => {
        print(`dropped the old copy on ${await app.get(TenantMover).dropOldCopy(actor, id)}`);
        return 0;
      }),
    );
}
