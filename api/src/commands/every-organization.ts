import type { INestApplicationContext } from '@nestjs/common';
import type { Actor } from '../access/actor';
import type { OrganizationDto } from '../organizations/dto/organization.dto';
import { OrganizationsService } from '../organizations/organizations.service';

const PAGE = 200;

/** Every organization that is open, suspended ones included, a page at a time. */
export async function* everyOrganization(app: INestApplicationContext, actor: Actor): AsyncGenerator<OrganizationDto> {
  const organizations = app.get(OrganizationsService);
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await organizations.list(actor, { limit: PAGE, cursor });
    yield* page.items;
    cursor = page.nextCursor;
  }
}
