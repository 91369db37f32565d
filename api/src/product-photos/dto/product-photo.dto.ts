export class ProductPhotoDto {
  /** As the product has it now. */
  photo: string | null;
}
