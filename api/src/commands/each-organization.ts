import type { INestApplicationContext } from '@nestjs/common';
import type { OrganizationDto } from '../organizations/dto/organization.dto';
import { OrganizationsService } from '../organizations/organizations.service';

const PAGE = 200;

/** Every organization that is open, suspended ones included, a page at a time. */
export async function eachOrganization(
  app: INestApplicationContext,
  work: (organization: OrganizationDto) => Promise<void>,
): Promise<void> {
  const organizations = app.get(OrganizationsService);
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await organizations.list({ limit: PAGE, cursor });
    for (const organization of page.items) await work(organization);
    cursor = page.nextCursor;
  }
}
