import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../auth/route-access';
import { notFound } from '../errors/domain-error';
import { acceptedLanguage } from '../http/accepted-language';
import { Refuses } from '../http/refuses.decorator';
import { TenantScope } from '../tenancy/tenant-scope';
import { EXPLAINED_IN } from './explained-price-texts';
import { ExplainedPricesService } from './explained-prices.service';
import { PriceLinks } from './price-links';

@ApiTags('Sales')
@Controller('explained-prices')
export class ExplainedPricesController {
  constructor(
    private readonly links: PriceLinks,
    private readonly tenants: TenantScope,
  ) {}

  /**
   * How the prices of a receipt came about: each rule, and where it is from that is law; in English, or in Spanish for a browser that would
   * rather have that. The code on the receipt is all that is asked for.
   */
  @Get(':code')
  @Public()
  @ApiProduces('text/html')
  @ApiOkResponse({ content: { 'text/html': { schema: { type: 'string' } } } })
  @Refuses('organization_inactive', 'sale_not_found')
  async page(
    @Param('code') code: string,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const sale = this.links.read(code);
    if (!sale) throw notFound('sale');
    const { tenant, saleId } = sale;
    const language = acceptedLanguage(headers['accept-language'], EXPLAINED_IN) ?? 'en';
    const page = await this.tenants.within(tenant, async (resolve) =>
      (await resolve(ExplainedPricesService)).page(saleId, language),
    );
    void reply
      .type('text/html; charset=utf-8')
      .headers({ 'cache-control': 'private, max-age=300', vary: 'accept-language' });
    return page;
  }
}
