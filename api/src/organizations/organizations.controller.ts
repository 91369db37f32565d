import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { PageQueryDto } from '../http/paging.dto';
import { Refuses } from '../http/refuses.decorator';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import {
  OpenOrganizationDto,
  OrganizationDto,
  OrganizationPageDto,
  UpdateOrganizationDto,
} from './dto/organization.dto';
import { OrganizationsService } from './organizations.service';

@ApiTags('Organizations')
@Controller('organizations')
export class OrganizationsController {
  constructor(private readonly organizations: OrganizationsService) {}

  /** Every organization of this deployment, by name. */
  @Get()
  @Requires('organization.read')
  list(@CurrentActor() actor: Actor, @Query() query: PageQueryDto): Promise<OrganizationPageDto> {
    return this.organizations.list(actor, query);
  }

  /** One organization. */
  @Get(':id')
  @Requires('organization.read')
  @Refuses('organization_not_found')
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<OrganizationDto> {
    return this.organizations.get(actor, id);
  }

  /** Opens an organization with a database of its own, its first admin, a store and a register. */
  @Post()
  @TakesIdempotencyKey()
  @Requires('organization.write')
  @Refuses('cluster_not_found', 'email_taken')
  open(
    @CurrentActor() actor: Actor,
    @Body() body: OpenOrganizationDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<OrganizationDto> {
    return this.organizations.open(actor, body, key);
  }

  /** Renames, suspends (`active: false`) or reactivates an organization. */
  @Patch(':id')
  @Requires('organization.write')
  @Refuses('organization_not_found')
  update(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() body: UpdateOrganizationDto,
  ): Promise<OrganizationDto> {
    return this.organizations.update(actor, id, body);
  }
}
