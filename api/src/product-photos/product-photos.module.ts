import { Module } from '@nestjs/common';
import { MongooseModule } from '@nestjs/mongoose';
import { KEPT_PICTURE_MODEL } from '../pictures/picture.schema';
import { PRODUCT_MODEL } from '../products/product.schema';
import { TENANT } from '../tenancy/tenant-connection';
import { ProductPhotosController } from './product-photos.controller';
import { ProductPhotosService } from './product-photos.service';

@Module({
  imports: [MongooseModule.forFeature([KEPT_PICTURE_MODEL, PRODUCT_MODEL], TENANT)],
  controllers: [ProductPhotosController],
  providers: [ProductPhotosService],
})
export class ProductPhotosModule {}
