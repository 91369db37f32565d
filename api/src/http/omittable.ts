import { ValidateIf } from 'class-validator';

/** May be left out, but not be null: class-validator's `IsOptional` would let a null through to a field that cannot hold it. */
export function Omittable(): PropertyDecorator {
  return ValidateIf((_, value) => value !== undefined);
}
