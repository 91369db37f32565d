import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ProblemDto } from './http/problem.dto';
import { sayWhichAreWhole } from './openapi-integers';
import { describeProblems } from './openapi-problems';

export const API_PREFIX = 'api';
export const DOCS_PATH = 'api/docs';
const OPENAPI_PATH = 'api/openapi.json';

/** The contract as this build serves it; `api/openapi.json` is its committed copy. */
export function openApiDocument(app: INestApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setTitle('Liquor POS')
    .setDescription(
      'Sign in with POST /api/auth/login, then press Authorize and paste the token. Money is integer cents, stock integer ' +
        'base units (bottles or cans), instants are UTC. Errors are application/problem+json with a stable `code`.',
    )
    .setVersion('1')
    .addBearerAuth()
    .build();
  const document = SwaggerModule.createDocument(app, config, {
    operationIdFactory: (controller, method) => `${controller.replace('Controller', '')}.${method}`,
    extraModels: [ProblemDto],
  });
  describeProblems(document);
  sayWhichAreWhole(document.components?.schemas);
  for (const item of Object.values(document.paths)) sayWhichAreWhole(item);
  return document;
}

export function serveDocs(app: INestApplication): void {
  SwaggerModule.setup(DOCS_PATH, app, () => openApiDocument(app), {
    jsonDocumentUrl: OPENAPI_PATH,
    swaggerOptions: { persistAuthorization: true, tryItOutEnabled: true, displayRequestDuration: true },
    customSiteTitle: 'Liquor POS API',
  });
}
