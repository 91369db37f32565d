import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsEmail,
  IsIn,
  IsInt,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import {
  FREQUENCIES,
  type Frequency,
  LANGUAGES,
  type Language,
  type MailFault,
} from '../../organization-profile/report-mail.schema';

export class NewReportMailDto {
  /**
   * Who gets it.
   * @example ["owner@store.example"]
   */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @ArrayUnique()
  // Quoted names of mailboxes may hold what ends a line: nobody has such a one.
  @IsEmail({ blacklisted_chars: '"<>,;\r\n' }, { each: true, message: 'must each be an email address' })
  @MaxLength(254, { each: true })
  @Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(inSmallLetters) : value))
  recipients: string[];

  /**
   * Of the day, the week or the month that ended last.
   * @example "week"
   */
  @IsIn(FREQUENCIES)
  every: Frequency;

  /**
   * When it goes out, on the organization's clock.
   * @example 7
   */
  @IsInt()
  @Min(0)
  @Max(23)
  hour: number;

  /** @example "en" */
  @IsIn(LANGUAGES)
  language: Language;
}

export class ReportMailDto extends NewReportMailDto {
  id: string;

  nextAt: Date;

  sentAt: Date | null;

  /** Why it was not sent when it last should have been. */
  fault: MailFault | null;

  /** Who wanted it. */
  userName: string;
}

export class ReportMailListDto {
  items: ReportMailDto[];

  /** Whether this deployment sends mail at all. */
  canSend: boolean;
}

export class ReportMailStoppedDto {
  success: true;
}

function inSmallLetters(value: unknown): unknown {
  return typeof value === 'string' ? value.trim().toLowerCase() : value;
}
