import { Body, Controller, Patch } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { OwnOrganizationDto, UpdateOwnOrganizationDto } from './dto/organization.dto';
import { OwnOrganizationService } from './own-organization.service';

@ApiTags('Stores')
@Controller('organization')
export class OwnOrganizationController {
  constructor(private readonly organization: OwnOrganizationService) {}

  /** Renames your organization, or sets its currency before its first sale. */
  @Patch()
  @Requires('settings.write')
  @Refuses('currency_in_use')
  update(@CurrentActor() actor: Actor, @Body() body: UpdateOwnOrganizationDto): Promise<OwnOrganizationDto> {
    return this.organization.update(actor, body);
  }
}
