import { IsIn, Matches } from 'class-validator';
import { IsCallersId, IsId } from '../../http/is-id';
import { Omittable } from '../../http/omittable';

export class ClockDto {
  /**
   * Made by the caller before the first attempt: a retry with it is the same.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e17"
   */
  @IsCallersId()
  id: string;

  /** @example "in" */
  @IsIn(['in', 'out'])
  kind: 'in' | 'out';

  /**
   * Of whom it is about.
   * @example "4711"
   */
  @Matches(/^\d{4,8}$/, { message: 'pin must be 4 to 8 digits' })
  pin: string;

  /**
   * Who comes or goes; whoever is signed in when left out.
   * @example "690551de4405d430b356d8b5"
   */
  @Omittable()
  @IsId()
  userId?: string;
}

export class ClockedDto {
  id: string;
  kind: 'in' | 'out';
  at: Date;
  userId: string;

  /** @example "Casey Cashier" */
  name: string;
}

export class WorkedDto {
  in: Date;

  /** Null while at work, and where it was forgotten. */
  out: Date | null;

  /** Null without an end. */
  minutes: number | null;

  /** Came longer ago than anybody works, and did not go. */
  forgotten: boolean;
}

export class HoursOfDto {
  userId: string;
  name: string;

  /** Of what has an end. */
  minutes: number;
  worked: WorkedDto[];
}

export class HoursReportDto {
  from: string;
  to: string;
  timezone: string;
  people: HoursOfDto[];
}
