import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiForbiddenResponse, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../auth/route-access';
import { Environment } from '../config/environment';
import { forbidden } from '../errors/domain-error';
import { ProblemDto } from '../http/problem.dto';
import { Refuses } from '../http/refuses.decorator';
import { Metrics } from './metrics';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

@ApiTags('Health')
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly environment: Environment,
  ) {}

  /** What the process measures of itself, for Prometheus: to this machine, or with `METRICS_TOKEN` as a bearer token. */
  @Get()
  @Public()
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiForbiddenResponse({ type: ProblemDto })
  @Refuses('forbidden')
  async read(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    if (!this.isNear(request) && !this.hasToken(request)) throw forbidden();
    void reply.header('content-type', this.metrics.contentType);
    return this.metrics.text();
  }

  /** A proxy on this machine is near, too; whoever is behind it need not be. */
  private isNear({ ip, headers }: FastifyRequest): boolean {
    const isForwarded = headers['x-forwarded-for'] !== undefined || headers['forwarded'] !== undefined;
    return LOOPBACK.test(ip) && (this.environment.trustProxy || !isForwarded);
  }

  private hasToken({ headers }: FastifyRequest): boolean {
    const { metricsToken } = this.environment;
    if (metricsToken === undefined) return false;
    const [given, wanted] = [headers.authorization ?? '', `Bearer ${metricsToken}`].map((text) =>
      createHash('sha256').update(text).digest(),
    );
    return given !== undefined && wanted !== undefined && timingSafeEqual(given, wanted);
  }
}
