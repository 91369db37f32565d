import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsMongoId, IsUUID } from 'class-validator';

/** The id of something this API made; hexadecimal, in capitals or not. */
export function IsId(options: { each?: boolean } = {}): PropertyDecorator {
  return applyDecorators(Transform(inSmallLetters), IsMongoId(options));
}

/** An id that the caller made: a UUID, in capitals or not. */
export function IsCallersId(): PropertyDecorator {
  return applyDecorators(ApiProperty({ format: 'uuid' }), Transform(inSmallLetters), IsUUID());
}

function inSmallLetters({ value }: { value: unknown }): unknown {
  if (Array.isArray(value)) return value.map((one) => inSmallLetters({ value: one }));
  return typeof value === 'string' ? value.toLowerCase() : value;
}
