import { existsSync } from 'node:fs';
import { maxHeaderSize } from 'node:http';
import { join } from 'node:path';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import staticFiles from '@fastify/static';
import { ContextIdFactory, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module';
import { AuthenticationHook } from './auth/authentication-hook';
import type { Environment } from './config/environment';
import { badInput } from './errors/domain-error';
import { Drain } from './health/drain';
import { ProblemFilter } from './http/problem.filter';
import { answerRaw } from './http/raw-problems';
import { BODY_LIMIT_BYTES, boundRequestBodies, refuseUnsignedBodies } from './http/request-bodies';
import { requestValidation } from './http/validation';
import { PinoLogger } from './logging/pino-logger';
import { logRequests } from './logging/request-log';
import { Metrics } from './metrics/metrics';
import { API_PREFIX, DOCS_PATH, serveDocs } from './openapi';
import { RequestLimits } from './rate-limits/request-limits';
import { TenantContextIdStrategy } from './tenancy/tenant-context-id.strategy';
import { traceWhatIsServed } from './tracing/tracing';

/** Within it a request has arrived whole: an import of 64 MB over a slow line has, too. */
const REQUEST_TIMEOUT_MS = 120_000;
const CONNECTIONS_CHECKED_MS = 5_000;

const SIGN_IN_PATH = `/${API_PREFIX}/auth/`;

/** The application as it is served, and as the tests run it. */
export async function createApplication(environment: Environment, logger: Logger): Promise<NestFastifyApplication> {
  const problems = new ProblemFilter();
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    // One proxy: what stands further left in X-Forwarded-For is whatever the client wrote there.
    trustProxy: environment.trustProxy ? 1 : false,
    // As long as an address can be: what is in one is then told as any other that leads nowhere, by the route it is for.
    routerOptions: { maxParamLength: maxHeaderSize },
    // What no route and no hook sees: an address that cannot be read, bytes that are no request.
    frameworkErrors: (error: Error, _request: FastifyRequest, reply: FastifyReply) => problems.answer(reply, error),
    clientErrorHandler: answerRaw,
    // A request that is sent a byte at a time ends.
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { connectionsCheckingInterval: CONNECTIONS_CHECKED_MS },
    // While closing, requests in flight are answered, and so are those that come on connections kept open: it is the last on each.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(environment), adapter, {
    bodyParser: false,
    logger: new PinoLogger(logger),
    abortOnError: false,
  });
  ContextIdFactory.apply(new TenantContextIdStrategy());
  app.setGlobalPrefix(API_PREFIX);
  app.useGlobalPipes(requestValidation());
  app.useGlobalFilters(problems);

  const server = app.getHttpAdapter().getInstance() as FastifyInstance;
  traceWhatIsServed(server, environment.traceCollector);
  logRequests(server, logger);
  warnOfProxy(server, environment, logger);
  app.get(Metrics).watch(server);
  app.get(Drain).watch(server);
  boundRequestBodies(server, SIGN_IN_PATH);
  refuseOperatorsInQueries(server);
  await app.register(cookie);
  await app.register(compress, { threshold: 1024, encodings: ['br', 'gzip'] });
  await app.register(helmet, {
    global: false,
    contentSecurityPolicy: CONTENT_SECURITY_POLICY,
    hsts: environment.production,
  });
  protectAnswers(server);
  app.get(AuthenticationHook).register(server);
  app.get(RequestLimits).register(server, `/${API_PREFIX}/`);
  refuseUnsignedBodies(server, SIGN_IN_PATH);
  serveDocs(app);
  if (existsSync(environment.webDir)) await serveWeb(app, environment.webDir);
  return app;
}

const CONTENT_SECURITY_POLICY = {
  directives: {
    defaultSrc: ["'self'"],
    // The reader of barcodes in a camera's picture is WebAssembly; scripts from texts stay refused.
    scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
    // Mantine and Swagger UI set styles from scripts.
    styleSrc: ["'self'", "'unsafe-inline'"],
    imgSrc: ["'self'", 'data:'],
    // A store's server may be plain HTTP on its own network.
    upgradeInsecureRequests: null,
  },
};

/** Behind a proxy that is not trusted all clients are one: whoever guesses passwords would lock out everybody. Said once. */
function warnOfProxy(server: FastifyInstance, { trustProxy }: Environment, logger: Logger): void {
  let warned = trustProxy;
  server.addHook('onRequest', (request, _reply, done) => {
    if (!warned && request.headers['x-forwarded-for'] !== undefined) {
      warned = true;
      logger.warn(
        'Requests come through a proxy, and TRUST_PROXY is off: all clients count as one address. Set it on.',
      );
    }
    done();
  });
}

/** Pages get every header a browser heeds; JSON, of which a till asks many times a minute, the two that matter for it. */
function protectAnswers(server: FastifyInstance): void {
  server.addHook('onRequest', (request, reply, done) => {
    const url = request.routeOptions.url ?? request.url;
    const isPage = !url.startsWith(`/${API_PREFIX}/`) || url.startsWith(`/${DOCS_PATH}`);
    // The plugin's type says nothing of the promise it answers.
    if (isPage) Promise.resolve(reply.helmet() as unknown).then(() => done(), done);
    else {
      void reply.header('x-content-type-options', 'nosniff').header('cache-control', 'no-store');
      done();
    }
  });
}

/** No parameter of this API has brackets, dollars or underscores: such a name is an attempt at an operator. */
function refuseOperatorsInQueries(server: FastifyInstance): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const faults = Object.keys(request.query as object)
      .filter((name) => !/^[A-Za-z][A-Za-z0-9]*$/.test(name))
      .map((path) => ({ path, message: 'is no parameter of this API' }));
    done(faults.length > 0 ? badInput(faults) : undefined);
  });
}

/** The SPA's files, and its first page for every address that is one of its own. */
async function serveWeb(app: NestFastifyApplication, webDir: string): Promise<void> {
  await app.register(staticFiles, {
    root: webDir,
    wildcard: false,
    // The build leaves each file compressed beside it.
    preCompressed: true,
    index: ['index.html'],
    setHeaders: (reply, path) => {
      // Built files are named by their content; the page that names them must be asked for each time.
      const forever = path.startsWith(join(webDir, 'assets'));
      reply.header('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
  const server = app.getHttpAdapter().getInstance() as FastifyInstance;
  // A built file that is gone (a page open over an update asks for it) is missing, and no page.
  const missing = [`/${API_PREFIX}/`, '/assets/'];
  server.get('/*', (request, reply) =>
    missing.some((folder) => request.url.startsWith(folder)) ? reply.callNotFound() : reply.sendFile('index.html'),
  );
}
