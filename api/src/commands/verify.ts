import type { INestApplicationContext } from '@nestjs/common';
import { tenantId } from '../tenancy/tenant-id';
import { TenantScope } from '../tenancy/tenant-scope';
import { BooksVerifier } from '../verification/books-verifier';
import { UsersVerifier } from '../verification/users-verifier';
import { eachOrganization } from './each-organization';

/** @returns the exit code: 1 when anything differs */
export async function verifyBooks(app: INestApplicationContext, print: (line: string) => void): Promise<number> {
  const scope = app.get(TenantScope);
  let organizations = 0;
  let differences = 0;
  await eachOrganization(app, async ({ id, name }) => {
    const found = await scope.within(tenantId(id), async (resolve) => (await resolve(BooksVerifier)).differences());
    for (const line of found) print(`${name}: ${line}`);
    organizations++;
    differences += found.length;
  });
  print(`verify books: ${organizations} organizations, ${differences} differences`);
  return differences === 0 ? 0 : 1;
}

/** @returns the exit code: 1 when anything differs */
export async function verifyUsers(app: INestApplicationContext, print: (line: string) => void): Promise<number> {
  const found = await app.get(UsersVerifier).differences();
  for (const line of found) print(line);
  print(`verify users: ${found.length} differences`);
  return found.length === 0 ? 0 : 1;
}
