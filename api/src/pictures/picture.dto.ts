import { IsBase64, IsOptional, IsString, MaxLength } from 'class-validator';
import { MOST_BASE64_LENGTH } from './webp';

export class NewPictureDto {
  /**
   * A WebP picture of at most 30 kB, as Base64.
   * @example "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA"
   */
  @IsString()
  @MaxLength(MOST_BASE64_LENGTH)
  @IsBase64()
  webp: string;
}

export class PictureQueryDto {
  /** The picture's hash: with it, the answer is kept for good. */
  @IsOptional()
  @IsString()
  @MaxLength(64)
  hash?: string;
}
