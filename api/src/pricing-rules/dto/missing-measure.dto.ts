export class UnmeasuredProductDto {
  id: string;

  sku: string;

  name: string;
}

/** A rule that can't do what it should to some products. */
export class MissingMeasureDto {
  ruleId: string;

  /** Its name. */
  rule: string;

  /** What nobody entered of them. */
  lacks: 'volume' | 'strength';

  productsCount: number;

  /** The first twenty, by name. */
  products: UnmeasuredProductDto[];
}

export class MissingMeasureListDto {
  items: MissingMeasureDto[];
}
