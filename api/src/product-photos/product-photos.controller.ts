import { Body, Controller, Delete, Get, Param, Put, Query, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { NewProductPhotoDto, ProductPhotoDto, ProductPhotoQueryDto } from './dto/product-photo.dto';
import { ProductPhotosService } from './product-photos.service';

const FOR_GOOD = 'private, max-age=31536000, immutable';

@ApiTags('Products')
@Controller('products')
export class ProductPhotosController {
  constructor(private readonly photos: ProductPhotosService) {}

  /** A product's photo. */
  @Get(':id/photo')
  @ApiProduces('image/webp')
  @ApiOkResponse({ content: { 'image/webp': { schema: { type: 'string', format: 'binary' } } } })
  @Requires('product.read')
  async get(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Query() { hash }: ProductPhotoQueryDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const photo = await this.photos.get(actor, id);
    // Under its hash it never changes; a till without a network shows what it has.
    if (hash === photo.hash) void reply.header('cache-control', FOR_GOOD);
    return new StreamableFile(photo.webp, { type: 'image/webp' });
  }

  /** Gives a product a photo, in the place of the one before. */
  @Put(':id/photo')
  @Requires('product.write')
  set(
    @CurrentActor() actor: Actor,
    @Param('id') id: string,
    @Body() { webp }: NewProductPhotoDto,
  ): Promise<ProductPhotoDto> {
    return this.photos.set(actor, id, webp);
  }

  /** Takes a product's photo away. */
  @Delete(':id/photo')
  @Requires('product.write')
  remove(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ProductPhotoDto> {
    return this.photos.remove(actor, id);
  }
}
