import { Body, Controller, Delete, Get, Param, Put, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { served } from '../pictures/picture';
import { NewPictureDto, PictureQueryDto } from '../pictures/picture.dto';
import { ProductPhotoDto } from './dto/product-photo.dto';
import { ProductPhotosService } from './product-photos.service';

@ApiTags('Products')
@Controller('products')
export class ProductPhotosController {
  constructor(private readonly photos: ProductPhotosService) {}

  /** A product's photo. */
  @Get(':id/photo')
  @ApiProduces('image/webp')
  @ApiOkResponse({ content: { 'image/webp': { schema: { type: 'string', format: 'binary' } } } })
  @Requires('product.read')
  @Refuses('photo_not_found')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() { hash }: PictureQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return served(await this.photos.get(actor, id), hash, reply);
  }

  /** Gives a product a photo, in the place of the one before. */
  @Put(':id/photo')
  @Requires('product.write')
  @Refuses('product_not_found', 'too_many_photos')
  set(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { webp }: NewPictureDto,
  ): Promise<ProductPhotoDto> {
    return this.photos.set(actor, id, webp);
  }

  /** Takes a product's photo away. */
  @Delete(':id/photo')
  @Requires('product.write')
  @Refuses('product_not_found')
  remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ProductPhotoDto> {
    return this.photos.remove(actor, id);
  }
}
