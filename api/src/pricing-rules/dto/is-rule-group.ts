import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { trimmed } from '../../http/trimmed';

/** The name of a group of rules; null for what stands in none. */
export function IsRuleGroup(): PropertyDecorator {
  return applyDecorators(IsOptional(), Transform(trimmed), IsString(), MinLength(1), MaxLength(40));
}
