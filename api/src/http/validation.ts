import { type ArgumentMetadata, type Type, ValidationPipe } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { type ValidationError, validateSync } from 'class-validator';
import { badInput, type FieldFault } from '../errors/domain-error';
import { cardNumberFaults } from './card-numbers';

/**
 * Validates every body and query against its DTO; a field the DTO does not name is refused, not dropped.
 * @param expectedType where the parameter's own type does not name the DTO
 */
export function requestValidation(expectedType?: Type<object>): ValidationPipe {
  return new RequestValidation({
    expectedType,
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: false,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => badInput(errors.flatMap((error) => faultsOf(error, ''))),
  });
}

/** Before what was sent is held to its DTO: what is refused here is not repeated in any message. */
class RequestValidation extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const faults = metadata.type === 'body' ? cardNumberFaults(value) : [];
    if (faults.length > 0) throw badInput(faults);
    return super.transform(value, metadata);
  }
}

/** Holds what did not come over HTTP to the same rules. @throws DomainError `validation_failed` */
export function validated<T extends object>(dto: Type<T>, plain: object): T {
  const instance = plainToInstance(dto, plain);
  const faults = validateSync(instance, {
    ...{ whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: false },
  }).flatMap((e) => faultsOf(e, ''));
  if (faults.length > 0) throw badInput(faults);
  return instance;
}

function faultsOf(error: ValidationError, parent: string): FieldFault[] {
  const path = parent ? `${parent}.${error.property}` : error.property;
  const own = Object.values(error.constraints ?? {}).map((message) => ({ path, message }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, path))];
}
