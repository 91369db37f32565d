import { canonicalBarcode } from '@liquor-pos/domain/barcode/barcode';
import { fold, searchWords } from '@liquor-pos/domain/catalogue/search-words';
import { baseUnits, cents } from '@liquor-pos/domain/money/money';
import { Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { badInput, type FieldFault } from '../errors/domain-error';
import type { CreateProductDto, PackDto, PackInputDto, ProductDto } from './dto/product.dto';
import type { Pack, PriceChange, Product } from './product.schema';

/** What a product is made of, without its identity and history. */
export type ProductContent = Omit<Product, '_id' | 'version' | 'priceChanges' | 'photo' | 'createdAt' | 'updatedAt'>;

export function toProduct(product: Product): ProductDto {
  return {
    id: product._id.toString(),
    sku: product.sku,
    name: product.name,
    brand: product.brand,
    category: product.category,
    vendor: product.vendor,
    volumeMl: product.volumeMl,
    abv: product.abv,
    vintage: product.vintage,
    taxCode: product.taxCode,
    containerClass: product.containerClass,
    tags: product.tags,
    ageRestricted: product.ageRestricted,
    ebtEligible: product.ebtEligible,
    costCents: product.costCents,
    depositCents: product.depositCents,
    reorderPoint: product.reorderPoint,
    packs: product.packs.map(toPack),
    active: product.active,
    photo: product.photo,
    version: product.version,
  };
}

export function toPack({ id, name, units, priceCents, barcodes }: Pack): PackDto {
  return { id, name, units, priceCents, barcodes };
}

/** Kept beside the rest for the indexes alone. */
export type DerivedField = 'barcodes' | 'searchWords' | 'sortName';

/** A new product with every default in place. */
export function contentOf(input: CreateProductDto): ProductContent {
  return indexed({
    sku: input.sku,
    name: input.name,
    brand: input.brand || null,
    category: input.category || null,
    vendor: input.vendor || null,
    volumeMl: input.volumeMl ?? null,
    abv: input.abv ?? null,
    vintage: input.vintage ?? null,
    taxCode: input.taxCode || null,
    containerClass: input.containerClass || null,
    tags: [...new Set(input.tags ?? [])],
    ageRestricted: input.ageRestricted ?? true,
    ebtEligible: input.ebtEligible ?? false,
    costCents: cents(input.costCents ?? 0),
    depositCents: cents(input.depositCents ?? 0),
    reorderPoint: input.reorderPoint == null ? null : baseUnits(input.reorderPoint),
    packs: packsOf(input.packs),
    active: true,
  });
}

/** Alcohol and tobacco are no food (7 CFR 271.2). @returns what is wrong with what says that it is both */
export function ebtFaults({
  ageRestricted,
  ebtEligible,
}: Pick<ProductContent, 'ageRestricted' | 'ebtEligible'>): FieldFault[] {
  return ageRestricted && ebtEligible
    ? [{ path: 'ebtEligible', message: 'must be false for what asks for an age' }]
    : [];
}

/** What a stored product is made of. */
export function contentOfDocument(product: Product): Omit<ProductContent, DerivedField> {
  const { _id, version, priceChanges, photo, createdAt, updatedAt, barcodes, searchWords, sortName, ...content } =
    product;
  return content;
}

/** Brings what the indexes look at in line with the rest. */
export function indexed(content: Omit<ProductContent, DerivedField>): ProductContent {
  const { name, packs, active } = content;
  // An archived product gives its barcodes free.
  const barcodes = active ? packs.flatMap((pack) => pack.barcodes) : [];
  // A name of signs alone is sorted by those.
  const derived = { searchWords: searchWords(content), sortName: fold(name) || name };
  return { ...content, ...derived, ...(barcodes.length > 0 && { barcodes }) };
}

/** As many changes of its prices as a product remembers. */
const PRICE_CHANGES_KEPT = 40;

/** The update that makes a stored product this content, at its next version, and remembers who changed which price. */
export function replacement(
  present: Pick<Product, 'version' | 'packs'>,
  content: ProductContent,
  by: Pick<Actor, 'userId' | 'name'>,
) {
  const now = new Date();
  const changes = priceChanges(present.packs, content.packs, by, now);
  return {
    $set: { ...content, version: present.version + 1, updatedAt: now },
    ...(!content.barcodes && { $unset: { barcodes: '' as const } }),
    ...(changes.length > 0 && { $push: { priceChanges: { $each: changes, $slice: -PRICE_CHANGES_KEPT } } }),
  };
}

function priceChanges(
  before: readonly Pack[],
  after: readonly Pack[],
  by: Pick<Actor, 'userId' | 'name'>,
  at: Date,
): PriceChange[] {
  return after.flatMap(({ id: packId, name: packName, priceCents: toCents }) => {
    const fromCents = before.find((pack) => pack.id === packId)?.priceCents;
    if (fromCents === undefined || fromCents === toCents) return [];
    return [{ at, userId: by.userId, userName: by.name, packId, packName, fromCents, toCents }];
  });
}

/** @throws DomainError `validation_failed` for a barcode or an id that stands twice */
export function packsOf(inputs: readonly PackInputDto[], path = 'packs'): Pack[] {
  const faults: FieldFault[] = [];
  const seen = { id: new Set<string>(), barcode: new Set<string>() };
  const packs = inputs.map((input, index) => {
    const id = input.id ?? new Types.ObjectId().toString();
    if (seen.id.has(id)) faults.push({ path: `${path}.${index}.id`, message: 'another pack has this id' });
    seen.id.add(id);
    const barcodes = [...new Set((input.barcodes ?? []).map(canonicalBarcode))];
    for (const barcode of barcodes) {
      if (seen.barcode.has(barcode)) {
        faults.push({ path: `${path}.${index}.barcodes`, message: `${barcode} is on another pack of this product` });
      }
      seen.barcode.add(barcode);
    }
    return { id, name: input.name, units: baseUnits(input.units), priceCents: cents(input.priceCents), barcodes };
  });
  if (faults.length > 0) throw badInput(faults);
  return packs;
}
