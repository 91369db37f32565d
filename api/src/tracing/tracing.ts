import { trace } from '@opentelemetry/api';
import type { FastifyInstance } from 'fastify';
import { measured } from '../logging/measured';
import { traceRequests } from './request-spans';
import type * as exporter from './trace-exporter';

/** What a request waits for besides the database, as it says of itself. */
const WAITS = {
  laneWait: 'waited for a lane',
  poolWait: 'waited for a connection',
  conflict: 'met a conflict',
} as const;

/** Traces every request of a server, with what it asks databases for, until it closes; without a collector there is nothing to do. */
export function traceWhatIsServed(server: FastifyInstance, collector: string | undefined): void {
  if (!collector) return;
  // Loaded where it is wanted: it would be a tenth of a second of every start.
  const { exportTraces } = require('./trace-exporter') as typeof exporter;
  const end = exportTraces(collector);
  const listeners = Object.entries(WAITS).map(([channel, name]) => {
    const tell = (said: unknown) => trace.getActiveSpan()?.addEvent(name, attributesOf(said));
    measured[channel as keyof typeof WAITS].subscribe(tell);
    return () => measured[channel as keyof typeof WAITS].unsubscribe(tell);
  });
  traceRequests(server);
  server.addHook('onClose', async () => {
    for (const unsubscribe of listeners) unsubscribe();
    await end();
  });
}

function attributesOf(said: unknown): { seconds: number } | undefined {
  const { seconds } = (said ?? {}) as { seconds?: number };
  return seconds === undefined ? undefined : { seconds };
}
