import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Authenticated } from '../auth/authenticated.decorator';
import {
  PromotionReportDto,
  ReportRangeDto,
  SalesReportDto,
  SalesReportQueryDto,
  TaxReportDto,
  ValuationDto,
} from './dto/report.dto';
import { ReportsService } from './reports.service';

@ApiTags('Reports')
@Controller('reports')
export class ReportsController {
  constructor(private readonly reports: ReportsService) {}

  /** What was sold on some business dates, in all and by group. */
  @Get('sales')
  @Authenticated('manager')
  sales(@Query() query: SalesReportQueryDto): Promise<SalesReportDto> {
    return this.reports.salesReport(query);
  }

  /** What each tax came to: what is owed. */
  @Get('tax')
  @Authenticated('manager')
  tax(@Query() query: ReportRangeDto): Promise<TaxReportDto> {
    return this.reports.taxReport(query);
  }

  /** What each promotion gave away, and on what. */
  @Get('promotions')
  @Authenticated('manager')
  promotions(@Query() query: ReportRangeDto): Promise<PromotionReportDto> {
    return this.reports.promotionReport(query);
  }

  /** What the stock on hand cost. */
  @Get('inventory-valuation')
  @Authenticated('manager')
  valuation(): Promise<ValuationDto> {
    return this.reports.valuation();
  }
}
