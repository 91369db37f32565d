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
import { Actor, CurrentActor } from '../access/actor';
import { Requires } from '../access/requires.decorator';
import { APPROVAL_PROBLEMS } from '../http/problem-groups';
import { Refuses } from '../http/refuses.decorator';
import { ConsumesCsv } from '../http/request-bodies';
import { IdempotencyKey, type KeyedRequest, TakesIdempotencyKey } from '../idempotency/idempotency-key';
import {
  BarcodeQueryDto,
  CreateProductDto,
  PriceHistoryDto,
  ProductDto,
  ProductLookupDto,
  ProductPageDto,
  ProductQueryDto,
  UpdateProductDto,
} from './dto/product.dto';
import { ProductChangesDto, ProductChangesQueryDto } from './dto/product-changes.dto';
import { ImportQueryDto, ImportReportDto } from './dto/product-import.dto';
import { QuickAddDto } from './dto/quick-add.dto';
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
  @Requires('product.read')
  list(@CurrentActor() actor: Actor, @Query() query: ProductQueryDto): Promise<ProductPageDto> {
    return this.products.list(actor, query);
  }

  /** The product and the pack a scanned barcode belongs to. */
  @Get('lookup')
  @Requires('product.read')
  @Refuses('unknown_barcode')
  lookup(@CurrentActor() actor: Actor, @Query() query: BarcodeQueryDto): Promise<ProductLookupDto> {
    return this.products.lookup(actor, query.barcode);
  }

  /** The catalogue for a till: all of it once, then what changed since. The answer is written one product to a line. */
  @Get('changes')
  @ApiOkResponse({ type: ProductChangesDto })
  @Requires('product.read')
  async changes(@CurrentActor() actor: Actor, @Query() query: ProductChangesQueryDto): Promise<StreamableFile> {
    return new StreamableFile(await this.changesSince.stream(actor, query), {
      type: 'application/json; charset=utf-8',
    });
  }

  /** Every product as CSV, a line for each pack; what the import reads. */
  @Get('export')
  @ApiProduces('text/csv')
  @ApiOkResponse({ content: { 'text/csv': { schema: { type: 'string' } } } })
  @Requires('product.write')
  export(@CurrentActor() actor: Actor, @Res({ passthrough: true }) reply: FastifyReply): StreamableFile {
    void reply.header('content-disposition', 'attachment; filename="products.csv"');
    return new StreamableFile(this.exports.stream(actor), { type: 'text/csv; charset=utf-8' });
  }

  /** A bottle the catalogue does not know, with a customer waiting: a name and a price. A cashier asks a manager. */
  @Post('quick-add')
  @TakesIdempotencyKey()
  @Requires('product.quick_add')
  @Refuses(...APPROVAL_PROBLEMS, 'barcode_taken', 'sku_taken')
  quickAdd(
    @CurrentActor() actor: Actor,
    @Body() body: QuickAddDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<ProductDto> {
    return this.products.quickAdd(actor, body, key);
  }

  /** Adds and changes products from CSV, up to 20,000 lines: good rows land, bad ones are listed. */
  @Post('import')
  @HttpCode(200)
  @ConsumesCsv()
  @ApiConsumes('text/csv')
  @ApiBody({ schema: { type: 'string' }, examples: { csv: { value: CSV_EXAMPLE } } })
  @Requires('product.write')
  @Refuses('import_too_large')
  import(
    @CurrentActor() actor: Actor,
    @Req() request: FastifyRequest,
    @Query() { dryRun }: ImportQueryDto,
  ): Promise<ImportReportDto> {
    return this.imports.import(actor, request.body as Readable | string | undefined, dryRun === 'true');
  }

  /** What a product's prices were, when they changed and by whom. */
  @Get(':id/prices')
  @Requires('price.write')
  @Refuses('product_not_found')
  priceHistory(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<PriceHistoryDto> {
    return this.products.priceHistory(actor, id);
  }

  /** One product. */
  @Get(':id')
  @Requires('product.read')
  @Refuses('product_not_found')
  get(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ProductDto> {
    return this.products.get(actor, id);
  }

  /** Adds a product. */
  @Post()
  @TakesIdempotencyKey()
  @Requires('product.write')
  @Refuses('barcode_taken', 'sku_taken')
  create(
    @CurrentActor() actor: Actor,
    @Body() body: CreateProductDto,
    @IdempotencyKey() key?: KeyedRequest,
  ): Promise<ProductDto> {
    return this.products.create(actor, body, key);
  }

  /** Changes what the body names; it must name the version it builds on. */
  @Put(':id')
  @Requires('product.write')
  @Refuses('barcode_taken', 'product_not_found', 'sku_taken', 'stale_version')
  update(@CurrentActor() actor: Actor, @Param('id') id: string, @Body() body: UpdateProductDto): Promise<ProductDto> {
    return this.products.update(actor, id, body);
  }

  /** Archives a product. */
  @Delete(':id')
  @HttpCode(200)
  @Requires('product.write')
  @Refuses('product_not_found')
  archive(@CurrentActor() actor: Actor, @Param('id') id: string): Promise<ProductDto> {
    return this.products.archive(actor, id);
  }
}
