export type DatabaseErrorCode =
  | 'no_engine'
  | 'engine_mismatch'
  | 'engine_install_failed'
  | 'port_taken'
  | 'data_dir_not_writable'
  | 'data_dir_in_use'
  | 'database_did_not_start';

/** Why the embedded database cannot run; the message says what to do about it. */
export class DatabaseError extends Error {
  constructor(
    readonly code: DatabaseErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'DatabaseError';
  }
}
