import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { PRODUCT_MODEL } from '../products/product.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { PRODUCT_PHOTO_MODEL } from './product-photo.schema';
import { ProductPhotosController } from './product-photos.controller';
import { ProductPhotosService } from './product-photos.service';

@Module({
  imports: [MongooseModule.forFeature([PRODUCT_PHOTO_MODEL, PRODUCT_MODEL], TENANT)],
  controllers: [ProductPhotosController],
  providers: [ProductPhotosService],
})
export class ProductPhotosModule {}
