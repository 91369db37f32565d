import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { DatabaseError } from './database-error';

export function findOnPath(program: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, program))
    .find(isExecutable);
}

/** @throws DatabaseError `no_engine` */
export function requireExecutable(binary: string): string {
  if (isExecutable(binary)) return binary;
  throw new DatabaseError('no_engine', `MONGOD_BINARY names ${binary}, which is not an executable file.`);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
