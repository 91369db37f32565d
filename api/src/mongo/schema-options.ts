/** Indexes are built when an organization is opened and by the migration command, collections with them: never by a request. */
export const SCHEMA_OPTIONS = {
  autoIndex: false,
  autoCreate: false,
  versionKey: false,
  id: false,
  strict: 'throw',
  minimize: false,
} as const;
