import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../access/actor';
import { tenantId } from '../tenancy/tenant-id';
import { TenantScope } from '../tenancy/tenant-scope';
import { BooksVerifier } from '../verification/books-verifier';
import { UsersVerifier } from '../verification/users-verifier';
import { everyOrganization } from './every-organization';

/** @returns the exit code: 1 when anything differs */
export async function verifyBooks(
  app: INestApplicationContext,
  actor: Actor,
  print: (line: string) => void,
): Promise<number> {
  const scope = app.get(TenantScope);
  let organizations = 0;
  let differences = 0;
  let broken = 0;
  for await (const { id, name } of everyOrganization(app, actor)) {
    try {
      const found = await scope.within(tenantId(id), async (resolve) =>
        (await resolve(BooksVerifier)).differences(actor),
      );
      for (const line of found) print(`${name}: ${line}`);
      organizations++;
      differences += found.length;
    } catch (error) {
      // One whose books cannot be read is no reason to leave the others unread.
      broken++;
      print(`${name} (${id}) could not be verified: ${(error as Error).message}`);
    }
  }
  const unread = broken > 0 ? `, ${broken} could not be verified` : '';
  print(`verify books: ${organizations} organizations, ${differences} differences${unread}`);
  return differences + broken === 0 ? 0 : 1;
}

/** @returns the exit code: 1 when anything differs */
export async function verifyUsers(
  app: INestApplicationContext,
  actor: Actor,
  print: (line: string) => void,
): Promise<number> {
  const found = await app.get(UsersVerifier).differences(actor);
  for (const line of found) print(line);
  print(`verify users: ${found.length} differences`);
  return found.length === 0 ? 0 : 1;
}
