import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

interface Listed {
  $ref?: string;
  'x-codes'?: string[];
}

interface Operation {
  responses: Record<string, Listed>;
}

const document = JSON.parse(readFileSync(join(__dirname, '..', '..', 'openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, Operation>>;
  components: { responses: Record<string, Listed> };
};

function resolved(listed: Listed | undefined): Listed | undefined {
  return listed?.$ref ? document.components.responses[listed.$ref.replace('#/components/responses/', '')] : listed;
}

/** Notices answers whose status, or whose problem's code, the document does not list for their operation. */
export function watchForUndocumented(server: FastifyInstance): () => string[] {
  const found = new Set<string>();
  server.addHook('onSend', (request, reply, payload, done) => {
    const url = request.routeOptions.url;
    const path = url?.replaceAll(/:(\w+)/g, '{$1}');
    const operation = path && !request.is404 ? document.paths[path]?.[request.method.toLowerCase()] : undefined;
    const isProblem = String(reply.getHeader('content-type')).startsWith('application/problem+json');
    const code = isProblem && typeof payload === 'string' ? String((JSON.parse(payload) as { code: string }).code) : '';
    const answered = `${request.method} ${path} ${reply.statusCode} ${code}`.trim();
    const listed = resolved(operation?.responses[reply.statusCode]);
    // Tests break things on purpose; nothing lists that.
    if (code === 'internal_error') return done();
    if (operation && (!listed || (code && !listed['x-codes']?.includes(code)))) found.add(answered);
    done();
  });
  return () => [...found];
}
