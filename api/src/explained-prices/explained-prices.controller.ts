import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public } from '../auth/route-access';
import { notFound } from '../errors/domain-error';
import { Refuses } from '../http/refuses.decorator';
import { TenantScope } from '../tenancy/tenant-scope';
import { ExplainedPricesService } from './explained-prices.service';
import { PriceLinks } from './price-links';

@ApiTags('Sales')
@Controller('explained-prices')
export class ExplainedPricesController {
  constructor(
    private readonly links: PriceLinks,
    private readonly tenants: TenantScope,
  ) {}

  /** How the prices of a receipt came about: each rule, and where it is from that is law. The code on the receipt is all that is asked for. */
  @Get(':code')
  @Public()
  @ApiProduces('text/html')
  @ApiOkResponse({ content: { 'text/html': { schema: { type: 'string' } } } })
  @Refuses('organization_inactive', 'sale_not_found')
  async page(@Param('code') code: string, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    const sale = this.links.read(code);
    if (!sale) throw notFound('sale');
    const { tenant, saleId } = sale;
    const page = await this.tenants.within(tenant, async (resolve) =>
      (await resolve(ExplainedPricesService)).page(saleId),
    );
    void reply.type('text/html; charset=utf-8').header('cache-control', 'private, max-age=300');
    return page;
  }
}
