import { Body, Controller, Delete, Get, Put, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { served } from '../pictures/picture';
import { NewPictureDto, PictureQueryDto } from '../pictures/picture.dto';
import { OrganizationLogoDto } from './dto/organization-logo.dto';
import { OrganizationLogoService } from './organization-logo.service';

@ApiTags('Stores')
@Controller('organization/logo')
export class OrganizationLogoController {
  constructor(private readonly logo: OrganizationLogoService) {}

  /** Which logo stands on the receipts, if any. */
  @Get()
  @Requires('store.read')
  name(@CurrentActor() actor: Actor): Promise<OrganizationLogoDto> {
    return this.logo.name(actor);
  }

  /** The logo itself. */
  @Get('picture')
  @ApiProduces('image/webp')
  @ApiOkResponse({ content: { 'image/webp': { schema: { type: 'string', format: 'binary' } } } })
  @Requires('store.read')
  @Refuses('logo_not_found')
  async get(
    @CurrentActor() actor: Actor,
    @Query() { hash }: PictureQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return served(await this.logo.get(actor), hash, reply);
  }

  /** Puts a logo on the receipts, in the place of the one before. */
  @Put()
  @Requires('settings.write')
  set(@CurrentActor() actor: Actor, @Body() { webp }: NewPictureDto): Promise<OrganizationLogoDto> {
    return this.logo.set(actor, webp);
  }

  /** Takes the logo off the receipts. */
  @Delete()
  @Requires('settings.write')
  remove(@CurrentActor() actor: Actor): Promise<OrganizationLogoDto> {
    return this.logo.remove(actor);
  }
}
