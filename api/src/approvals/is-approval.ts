import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Matches, MaxLength } from 'class-validator';
import { Omittable } from '../http/omittable';

const DESCRIPTION =
  'What `POST /approvals` answered, where the act needs it; several with a space between where it needs more than one.';

/** The approval an act is sent with. */
export function IsApproval(): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, description: DESCRIPTION }),
    Omittable(),
    IsString(),
    MaxLength(300),
    Matches(/^[\w-]+( [\w-]+){0,5}$/, { message: 'approval must be what POST /approvals answered' }),
  );
}
