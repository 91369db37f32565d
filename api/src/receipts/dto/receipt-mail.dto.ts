import { Transform } from 'class-transformer';
import { IsEmail, IsIn, Matches, MaxLength } from 'class-validator';
import { emailOf } from '../../auth/email';
import { IsCallersId } from '../../http/is-id';
import { LANGUAGES, type Language } from '../../organization-profile/report-mail.schema';

export class ReceiptMailDto {
  /**
   * Made by the caller before the first attempt: a retry with it sends nothing twice.
   * @example "0b2f4f6e-3c1e-4b8a-9a53-0d6d7a0c5e11"
   */
  @IsCallersId()
  id: string;

  /**
   * The customer's; kept until the mail has gone out.
   * @example "guest@example.com"
   */
  @Transform(emailOf)
  @IsEmail()
  // RFC 5321 allows a quoted name, which no mailbox has and many servers refuse.
  @Matches(/^[^"\s]+$/, { message: 'to must be an email' })
  @MaxLength(254)
  to: string;

  /** @example "en" */
  @IsIn(LANGUAGES)
  language: Language;
}
