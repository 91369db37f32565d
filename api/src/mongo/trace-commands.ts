import { context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { CommandStartedEvent, MongoClient } from 'mongodb';

/**
 * A span for each command that this client sends on a request's behalf: what it was and on which collection, never what was in it. The client
 * tells of its commands where it was made with `monitorCommands`.
 */
export function traceCommands(client: MongoClient): void {
  const tracer = trace.getTracer('liquor-pos');
  const running = new Map<number, Span>();
  const end = (requestId: number, failure?: Error) => {
    const span = running.get(requestId);
    running.delete(requestId);
    if (failure) span?.setStatus({ code: SpanStatusCode.ERROR, message: failure.name });
    span?.end();
  };
  client.on('commandStarted', (event) => {
    // What the program does by itself belongs to no request, and would be a trace of one span each.
    if (!trace.getActiveSpan()) return;
    const span = tracer.startSpan(
      nameOf(event),
      { kind: SpanKind.CLIENT, attributes: attributesOf(event) },
      context.active(),
    );
    running.set(event.requestId, span);
  });
  client.on('commandSucceeded', ({ requestId }) => end(requestId));
  client.on('commandFailed', ({ requestId, failure }) => end(requestId, failure));
}

/** By the names of OpenTelemetry's conventions for databases. */
function attributesOf(event: CommandStartedEvent) {
  return {
    'db.system.name': 'mongodb',
    'db.namespace': event.databaseName,
    'db.operation.name': event.commandName,
    'db.collection.name': collectionOf(event),
    'server.address': event.address,
  };
}

function nameOf(event: CommandStartedEvent): string {
  return [event.commandName, collectionOf(event)].filter(Boolean).join(' ');
}

function collectionOf({ command, commandName }: CommandStartedEvent): string | undefined {
  const named: unknown = commandName === 'getMore' ? command['collection'] : command[commandName];
  return typeof named === 'string' ? named : undefined;
}
