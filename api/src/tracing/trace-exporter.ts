import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';

/**
 * Sends spans to a collector, in batches (OTLP over HTTP). How many are sampled and how they are batched is said by OpenTelemetry's own variables
 * (`OTEL_TRACES_SAMPLER`, `OTEL_BSP_…`).
 * @returns what sends the last ones and ends it
 */
export function exportTraces(endpoint: string): () => Promise<void> {
  const name = process.env['OTEL_SERVICE_NAME'] ?? 'liquor-pos';
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': name })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  provider.register();
  // A collector that is gone costs traces, and nothing else.
  return () => provider.shutdown().catch(() => undefined);
}
