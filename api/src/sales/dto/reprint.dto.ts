import { IsCallersId, IsId } from '../../http/is-id';
import { Omittable } from '../../http/omittable';

export class ReprintDto {
  /**
   * Made by the caller before the first attempt: a retry with it records nothing twice.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e19"
   */
  @IsCallersId()
  id: string;

  /**
   * Where it was printed, if that was at a register.
   * @example "690551de4405d430b356d8b5"
   */
  @Omittable()
  @IsId()
  registerId?: string;
}
