import { type EmbeddedDatabase, openEmbeddedDatabase } from '@liquor-pos/embedded-mongodb';
import type { Environment } from './config/environment';

export interface RunningDatabase {
  uri: string;
  /** Stops what this process started; a server that belongs to others goes on. */
  stop(): Promise<void>;
}

/** The database that `MONGODB_URI` names, else the embedded one of the data folder. */
export async function openDatabase(
  environment: Environment,
  options: { join?: boolean; progress?: (line: string) => void } = {},
): Promise<RunningDatabase> {
  if (environment.mongodbUri) return { uri: environment.mongodbUri, stop: async () => undefined };
  const embedded: EmbeddedDatabase = await openEmbeddedDatabase({
    dataDir: environment.dataDir,
    cacheDir: environment.cacheDir,
    engine: environment.databaseEngine,
    mongodBinary: environment.mongodBinary,
    ...options,
  });
  return embedded;
}
