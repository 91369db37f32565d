import { Matches } from 'class-validator';
import { IsId } from '../../http/is-id';

export class SwitchUserDto {
  /**
   * Who stands at the till from now on.
   * @example "690551de4405d430b356d8b5"
   */
  @IsId()
  userId: string;

  /**
   * Of that user.
   * @example "4711"
   */
  @Matches(/^\d{4,8}$/, { message: 'pin must be 4 to 8 digits' })
  pin: string;
}

export class PinUserDto {
  id: string;

  /** @example "Casey Cashier" */
  name: string;
}

export class PinUserListDto {
  items: PinUserDto[];
}
