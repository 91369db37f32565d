import type { MongoClient } from 'mongodb';
import { measured } from '../logging/measured';

/** Tells how long calls wait for a connection of this client. */
export function watchPool(client: MongoClient, cluster: string): void {
  client.on('connectionCheckedOut', ({ durationMS }) =>
    measured.poolWait.publish({ cluster, seconds: durationMS / 1000, failed: false }),
  );
  client.on('connectionCheckOutFailed', ({ durationMS }) =>
    measured.poolWait.publish({ cluster, seconds: durationMS / 1000, failed: true }),
  );
}
