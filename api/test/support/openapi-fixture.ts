import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Schema = {
  $ref?: string;
  allOf?: Schema[];
  type?: string;
  example?: unknown;
  enum?: unknown[];
  format?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
};

interface Document {
  paths: Record<string, Record<string, RawOperation>>;
  components: { schemas: Record<string, Schema> };
}

interface RawOperation {
  operationId: string;
  'x-role'?: string;
  'x-permission'?: string;
  parameters?: { name: string; in: string; required?: boolean; schema?: Schema; example?: unknown }[];
  requestBody?: { content: Record<string, { schema: Schema; examples?: Record<string, { value: unknown }> }> };
}

export interface Operation {
  name: string;
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  path: string;
  /** Who may call it: a role, `signed_in` or `anyone`. */
  role: string;
  /** What its service must ask for; undefined where nobody's permission is needed. */
  permission: string | undefined;
  queries: { name: string; required: boolean; example: unknown }[];
  /** Whether it takes an `Idempotency-Key`. */
  keyed: boolean;
  /** Undefined for calls without a body. */
  body: { type: string; example: unknown } | undefined;
}

/** Every operation of the committed contract, with a request made from its examples. */
export function operations(): Operation[] {
  const document = JSON.parse(readFileSync(join(__dirname, '..', '..', 'openapi.json'), 'utf8')) as Document;
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, raw]) => toOperation(document, path, method as Operation['method'], raw)),
  );
}

function toOperation(document: Document, path: string, method: Operation['method'], raw: RawOperation): Operation {
  const [type, content] = Object.entries(raw.requestBody?.content ?? {})[0] ?? [];
  const given = Object.values(content?.examples ?? {})[0]?.value;
  return {
    name: `${method.toUpperCase()} ${path}`,
    method,
    path: path.replace(/^\/api/, ''),
    role: raw['x-role'] ?? 'nobody said',
    permission: raw['x-permission'],
    queries: (raw.parameters ?? [])
      .filter((parameter) => parameter.in === 'query')
      .map(({ name, required, schema, example }) => ({
        name,
        required: required ?? false,
        example: example ?? exampleOf(document, schema ?? {}),
      })),
    keyed: (raw.parameters ?? []).some(
      (parameter) => parameter.in === 'header' && parameter.name === 'Idempotency-Key',
    ),
    body: type && content ? { type, example: given ?? exampleOf(document, content.schema) } : undefined,
  };
}

function exampleOf(document: Document, schema: Schema): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref) return exampleOf(document, document.components.schemas[schema.$ref.split('/').pop() ?? ''] ?? {});
  if (schema.allOf?.[0]) return exampleOf(document, schema.allOf[0]);
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') {
    const item = exampleOf(document, schema.items ?? {});
    return item === undefined ? undefined : [item];
  }
  if (schema.type === 'object' || schema.properties) {
    const entries = Object.entries(schema.properties ?? {}).map(([name, property]) => [
      name,
      exampleOf(document, property),
    ]);
    const known = entries.filter(([, value]) => value !== undefined);
    return known.length > 0 || entries.length === 0 ? Object.fromEntries(known) : undefined;
  }
  return undefined;
}
