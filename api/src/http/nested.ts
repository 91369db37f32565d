import { applyDecorators, type Type as Class } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsObject, ValidateNested } from 'class-validator';

/** One object of a DTO's class. `ValidateNested` alone lets a missing one through, and an array in its place. */
export function Nested(dto: () => Class): PropertyDecorator {
  return applyDecorators(IsObject(), ValidateNested(), Type(dto));
}

/** A list of objects of a DTO's class, and nothing else in it. */
export function NestedList(dto: () => Class): PropertyDecorator {
  return applyDecorators(IsArray(), IsObject({ each: true }), ValidateNested({ each: true }), Type(dto));
}
