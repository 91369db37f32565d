import { Body, Controller, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PlatformAdminOnly } from '../auth/authenticated.decorator';
import { PageQueryDto } from '../common/paging.dto';
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
  @PlatformAdminOnly()
  list(@Query() query: PageQueryDto): Promise<OrganizationPageDto> {
    return this.organizations.list(query);
  }

  /** One organization. */
  @Get(':id')
  @PlatformAdminOnly()
  get(@Param('id') id: string): Promise<OrganizationDto> {
    return this.organizations.get(id);
  }

  /** Opens an organization with a database of its own, its first admin, a store and a register. */
  @Post()
  @TakesIdempotencyKey()
  @PlatformAdminOnly()
  open(@Body() body: OpenOrganizationDto, @IdempotencyKey() key?: KeyedRequest): Promise<OrganizationDto> {
    return this.organizations.open(body, key);
  }

  /** Renames, suspends (`active: false`) or reactivates an organization. */
  @Patch(':id')
  @PlatformAdminOnly()
  update(@Param('id') id: string, @Body() body: UpdateOrganizationDto): Promise<OrganizationDto> {
    return this.organizations.update(id, body);
  }
}
