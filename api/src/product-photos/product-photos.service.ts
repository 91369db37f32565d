import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { DomainError, notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { inTransaction } from '../mongo/transaction';
import { type Picture, pictureOf } from '../pictures/picture';
import { KeptPicture } from '../pictures/picture.schema';
import { Product } from '../products/product.schema';
import { productNotFound } from '../products/products.service';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import type { ProductPhotoDto } from './dto/product-photo.dto';

/** Of one organization: a hundred megabytes at the most. */
const MOST_PHOTOS = 3_500;

/** Photos for tiles, kept in the tenant. */
@Injectable()
export class ProductPhotosService {
  constructor(
    @InjectModel(KeptPicture.name, TENANT) private readonly photos: Model<KeptPicture>,
    @InjectModel(Product.name, TENANT) private readonly products: Model<Product>,
    private readonly current: CurrentTenant,
  ) {}

  /** @throws DomainError `photo_not_found` */
  async get(actor: Actor, id: string): Promise<Picture> {
    actor.require('product.read');
    const missing = () => notFound('photo');
    // Not lean: the driver's own type of binary is none that is sent.
    const photo = await this.photos.findById(objectIdOr(id, missing));
    if (!photo) throw missing();
    return { webp: photo.webp, hash: photo.hash };
  }

  /** In the place of the one before. @throws DomainError `product_not_found`, `too_many_photos` */
  async set(actor: Actor, id: string, base64: string): Promise<ProductPhotoDto> {
    actor.require('product.write');
    const _id = objectIdOr(id, productNotFound);
    const picture = pictureOf(base64);
    if ((await this.photos.estimatedDocumentCount()) >= MOST_PHOTOS && !(await this.photos.exists({ _id }))) {
      throw new DomainError('too_many_photos', `An organization has at most ${MOST_PHOTOS} photos.`);
    }
    return this.write(_id, picture);
  }

  /** @throws DomainError `product_not_found` */
  async remove(actor: Actor, id: string): Promise<ProductPhotoDto> {
    actor.require('product.write');
    return this.write(objectIdOr(id, productNotFound), null);
  }

  /** The picture and the product that names it, at once. The product's version stays: nobody who edits it meanwhile is in the way. */
  private write(_id: Types.ObjectId, picture: Picture | null): Promise<ProductPhotoDto> {
    return inTransaction(this.current.connection, async (session) => {
      const photo = picture?.hash ?? null;
      const change = { $set: { photo, updatedAt: new Date() } };
      const { matchedCount } = await this.products.updateOne({ _id }, change, { session });
      if (matchedCount === 0) throw productNotFound();
      if (picture) await this.photos.updateOne({ _id }, { $set: picture }, { session, upsert: true });
      else await this.photos.deleteOne({ _id }, { session });
      return { photo };
    });
  }
}
