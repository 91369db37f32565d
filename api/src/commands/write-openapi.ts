import { writeFileSync } from 'node:fs';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module';
import { Environment } from '../config/environment';
import { API_PREFIX, openApiDocument } from '../openapi';

/** Writes the OpenAPI document of this build to a file. In preview mode nothing is constructed, so no database is needed. */
async function writeOpenApi(file: string): Promise<void> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(new Environment({})),
    new FastifyAdapter(),
    {
      preview: true,
      logger: false,
      abortOnError: false,
    },
  );
  app.setGlobalPrefix(API_PREFIX);
  writeFileSync(file, `${JSON.stringify(openApiDocument(app), null, 2)}\n`);
}

const [file] = process.argv.slice(2);
if (!file) throw new Error('usage: write-openapi FILE');
writeOpenApi(file).then(
  () => process.exit(0),
  (error: Error) => {
    process.stderr.write(`${error.stack}\n`);
    process.exit(1);
  },
);
