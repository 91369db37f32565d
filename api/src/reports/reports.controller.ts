import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { Refuses } from '../http/refuses.decorator';
import { ExceptionsReportDto } from './dto/exceptions.dto';
import {
  PromotionReportDto,
  ReportRangeDto,
  SalesReportDto,
  SalesReportQueryDto,
  StockReportDto,
  StockReportQueryDto,
  TaxReportDto,
  ValuationDto,
} from './dto/report.dto';
import { ExceptionsReportService } from './exceptions-report.service';
import { ReportsService } from './reports.service';
import { StockReportService } from './stock-report.service';

@ApiTags('Reports')
@Controller('reports')
export class ReportsController {
  constructor(
    private readonly reports: ReportsService,
    private readonly stock: StockReportService,
    private readonly exceptions: ExceptionsReportService,
  ) {}

  /** What was sold on some business dates, in all and by group. */
  @Get('sales')
  @Requires('report.read')
  sales(@CurrentActor() actor: Actor, @Query() query: SalesReportQueryDto): Promise<SalesReportDto> {
    return this.reports.salesReport(actor, query);
  }

  /** What each tax came to: what is owed. */
  @Get('tax')
  @Requires('report.read')
  tax(@CurrentActor() actor: Actor, @Query() query: ReportRangeDto): Promise<TaxReportDto> {
    return this.reports.taxReport(actor, query);
  }

  /** What each promotion gave away, and on what. */
  @Get('promotions')
  @Requires('report.read')
  promotions(@CurrentActor() actor: Actor, @Query() query: ReportRangeDto): Promise<PromotionReportDto> {
    return this.reports.promotionReport(actor, query);
  }

  /** What sells and what lies dead, how long it lasts, and what to order. */
  @Get('stock')
  @Requires('report.read')
  @Refuses('store_not_found')
  stockReport(@CurrentActor() actor: Actor, @Query() query: StockReportQueryDto): Promise<StockReportDto> {
    return this.stock.report(actor, query);
  }

  /** By cashier: returns, voids, prices by hand, drawers opened for nothing, baskets cleared, cash over and short. */
  @Get('exceptions')
  @Requires('report.read')
  exceptionsReport(@CurrentActor() actor: Actor, @Query() query: ReportRangeDto): Promise<ExceptionsReportDto> {
    return this.exceptions.report(actor, query);
  }

  /** What the stock on hand cost. */
  @Get('inventory-valuation')
  @Requires('report.read')
  valuation(@CurrentActor() actor: Actor): Promise<ValuationDto> {
    return this.reports.valuation(actor);
  }
}
