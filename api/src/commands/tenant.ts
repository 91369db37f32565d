import { readFileSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import type { Command } from 'commander';
import type { Actor } from '../access/actor';
import { TenantBackup } from '../backups/tenant-backup';
import { TenantRestore } from '../backups/tenant-restore';
import { badInput } from '../errors/domain-error';
import { instantOf } from '../http/is-instant';
import { OrganizationsService } from '../organizations/organizations.service';
import { MoveLeftovers } from '../tenant-moves/move-leftovers';
import { TenantMover } from '../tenant-moves/tenant-mover';

/** What a command has to work with. */
export interface CommandLine {
  /** Who owns the machine. */
  actor: Actor;
  /** Runs its work over the application; the number is the exit code. */
  run(work: (app: INestApplicationContext) => Promise<number>): Promise<void>;
  print(line: string): void;
  /** A file as it was named where the command was called. */
  fromCaller(file: string): string;
}

/** `pos tenant …`: what is done with a tenant's whole database. */
export function addTenantCommands(program: Command, { actor, run, print, fromCaller }: CommandLine): void {
  const tenant = program.command('tenant').description('move, back up, restore and erase tenants’ databases');
  tenant
    .command('move <id>')
    .description('take an organization’s database to another cluster while it is sold from; call it again to go on')
    .option('--to <cluster>', 'its name; "main" for main’s own')
    .option('--cancel', 'give up a move that is under way: what was copied is dropped')
    .action((id: string, { to, cancel }: { to?: string; cancel?: boolean }) =>
      run(async (app) => {
        if (cancel) {
          await app.get(MoveLeftovers).cancel(actor, id);
          print('given up; the organization stays where it is');
          return 0;
        }
        if (to === undefined) throw badInput([{ path: 'to', message: 'must be the name of a cluster' }]);
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
        print(`dropped the old copy on ${await app.get(MoveLeftovers).dropOldCopy(actor, id)}`);
        return 0;
      }),
    );
  tenant
    .command('backup <id>')
    .description('write an organization into a file as it is at this moment, while it is sold from')
    .requiredOption('--to <file>')
    .requiredOption('--key-file <file>', 'what it is sealed with: 32 bytes or more, kept elsewhere than the backups')
    .action((id: string, { to, keyFile }: { to: string; keyFile: string }) =>
      run(async (app) => {
        const report = await app.get(TenantBackup).write(actor, id, fromCaller(to), keyIn(fromCaller(keyFile)));
        print(`${report.collections} collections, ${report.documents} documents as of ${report.takenAt.toISOString()}`);
        print(`${report.bytes} bytes, sha256 ${report.sha256}`);
        return 0;
      }),
    );
  tenant
    .command('restore <file>')
    .description('make an organization out of a backup')
    .requiredOption('--key-file <file>', 'what it was sealed with')
    .option('--as <name>', 'as a new organization beside the one it was of')
    .option('--scratch', 'a database alone, which nobody signs in to; pos tenant erase removes it')
    .option('--cluster-is-lost', 'its cluster is gone for good, and not asked')
    .option('--at <instant>', 'with what was done after the backup, up to then (ISO 8601), out of the server’s log')
    .action(
      (
        file: string,
        options: { keyFile: string; as?: string; scratch?: boolean; at?: string; clusterIsLost?: boolean },
      ) =>
        run(async (app) => {
          const { as, scratch, keyFile, clusterIsLost } = options;
          const at = options.at === undefined ? undefined : instantIn(options.at);
          const wanted = { as, scratch, at, clusterIsLost };
          const report = await app
            .get(TenantRestore)
            .restore(actor, fromCaller(file), keyIn(fromCaller(keyFile)), wanted);
          print(`${report.organizationId}  ${report.databaseName}`);
          print(`${report.documents} documents as of ${report.takenAt.toISOString()}, ${report.changes} changes since`);
          for (const note of report.notes) print(note);
          return 0;
        }),
    );
  tenant
    .command('drill <file>')
    .description(
      'restore a backup beside everything else, prove its books, and drop it again; exits with 1 when anything differs',
    )
    .requiredOption('--key-file <file>', 'what it was sealed with')
    .action((file: string, { keyFile }: { keyFile: string }) =>
      run(async (app) => {
        const begun = Date.now();
        const report = await app.get(TenantRestore).drill(actor, fromCaller(file), keyIn(fromCaller(keyFile)));
        for (const line of report.differences) print(line);
        const seconds = ((Date.now() - begun) / 1000).toFixed(1);
        print(
          `drill: ${report.documents} documents of ${report.takenAt.toISOString()} restored and proven in ${seconds} s`,
        );
        print(`drill: ${report.differences.length} differences`);
        return report.differences.length === 0 ? 0 : 1;
      }),
    );
  tenant
    .command('erase <id>')
    .description('remove an organization that leaves, for good: its database, its users, its entry')
    .requiredOption('--name <name>', 'as it is called, so that none is erased by a slip')
    .option('--cluster-is-lost', 'its cluster is gone for good, and not asked')
    .action((id: string, { name, clusterIsLost }: { name: string; clusterIsLost?: boolean }) =>
      run(async (app) => {
        const { name: known } = await app.get(OrganizationsService).known(actor, id);
        if (known === name) await app.get(MoveLeftovers).removeAll(actor, id);
        await app.get(OrganizationsService).erase(actor, id, name, clusterIsLost);
        print(`${name} is erased`);
        return 0;
      }),
    );
}

function keyIn(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw badInput([{ path: 'key-file', message: `${file} cannot be read` }]);
  }
}

function instantIn(text: string): Date {
  // With its offset: without one it would be of the clock of whatever machine the command runs on.
  const instant = instantOf(text);
  if (!instant) throw badInput([{ path: 'at', message: 'must be an instant such as 2026-12-01T09:30:00Z' }]);
  return instant;
}
