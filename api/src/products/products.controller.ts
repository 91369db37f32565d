import type { Readable } from 'node:stream';
import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Post,
  Put,
  Query,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiOkResponse, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Authenticated } from '../auth/authenticated.decorator';
import { ConsumesCsv } from '../common/request-bodies';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import {
  BarcodeQueryDto,
  CreateProductDto,
  ProductDto,
  ProductLookupDto,
  ProductPageDto,
  ProductQueryDto,
  UpdateProductDto,
} from './dto/product.dto';
import { ProductChangesDto, ProductChangesQueryDto } from './dto/product-changes.dto';
import { ImportQueryDto, ImportReportDto } from './dto/product-import.dto';
import { ProductChangesService } from './product-changes.service';
import { CSV_EXAMPLE } from './product-csv';
import { ProductExportService } from './product-export.service';
import { ProductImportService } from './product-import.service';
import { ProductsService } from './products.service';

@ApiTags('Products')
@Controller('products')
export class ProductsController {
  constructor(
    private readonly products: ProductsService,
    private readonly imports: ProductImportService,
    private readonly exports: ProductExportService,
    private readonly changesSince: ProductChangesService,
  ) {}

  /** The products on sale, by name; `q` searches words of name, brand and SKU. */
  @Get()
  @Authenticated('cashier')
  list(@Query() query: ProductQueryDto): Promise<ProductPageDto> {
    return this.products.list(query);
  }

  /** The product and the pack a scanned barcode belongs to. */
  @Get('lookup')
  @Authenticated('cashier')
  lookup(@Query() query: BarcodeQueryDto): Promise<ProductLookupDto> {
    return this.products.lookup(query.barcode);
  }

  /** The catalogue for a till: all of it once, then what changed since. The answer is written one product to a line. */
  @Get('changes')
  @ApiOkResponse({ type: ProductChangesDto })
  @Authenticated('cashier')
  async changes(@Query() query: ProductChangesQueryDto): Promise<StreamableFile> {
    return new StreamableFile(await this.changesSince.stream(query), { type: 'application/json; charset=utf-8' });
  }

  /** Every product as CSV, a line for each pack; what the import reads. */
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  @Authenticated('manager')
  export(@Res({ passthrough: true }) reply: FastifyReply): StreamableFile {
    void reply.header('content-disposition', 'attachment; filename="products.csv"');
    return new StreamableFile(this.exports.stream(), { type: 'text/csv; charset=utf-8' });
  }

  /** Adds and changes products from CSV, up to 20,000 lines: good rows land, bad ones are listed. */
  @Post('import')
  @HttpCode(200)
  @ConsumesCsv()
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' }, examples: { csv: { value: CSV_EXAMPLE } } })
  @Authenticated('manager')
  import(@Req() request: FastifyRequest, @Query() { dryRun }: ImportQueryDto): Promise<ImportReportDto> {
    return this.imports.import(request.body as Readable | string | undefined, dryRun === 'true');
  }

  /** One product. */
  @Get(':id')
  @Authenticated('cashier')
  get(@Param('id') id: string): Promise<ProductDto> {
    return this.products.get(id);
  }

  /** Adds a product. */
  @Post()
  @TakesIdempotencyKey()
  @Authenticated('manager')
  create(@Body() body: CreateProductDto, @IdempotencyKey() key?: KeyedRequest): Promise<ProductDto> {
    return this.products.create(body, key);
  }

  /** Changes what the body names; it must name the version it builds on. */
  @Put(':id')
  @Authenticated('manager')
  update(@Param('id') id: string, @Body() body: UpdateProductDto): Promise<ProductDto> {
    return this.products.update(id, body);
  }

  /** Archives a product. */
  @Delete(':id')
  @HttpCode(200)
  @Authenticated('manager')
  archive(@Param('id') id: string): Promise<ProductDto> {
    return this.products.archive(id);
  }
}
