import type { Product } from '../../domain/products';
import { newUuid } from '../../lib/uuid';

/** One line of a delivery as the invoice has it: so many of a pack, at so much each. */
export interface DeliveryLine {
  id: string;
  product: Product;
  packId: string;
  /** Undefined while what stands there is no number. */
  quantity: number | undefined;
  /** Cents for one pack; undefined while what stands there is no amount. */
  costCents: number | undefined;
  /** What stood there for its other packs: a slip of the hand changes no invoice. */
  otherCosts?: Record<string, number | undefined>;
}

export interface Delivery {
  /** Of its booking, for as long as it is typed in: booking it again is the same booking. */
  key: string;
  vendor: string;
  invoice: string;
  /** As the invoice ends; undefined where nobody typed it. */
  totalCents: number | undefined;
  lines: readonly DeliveryLine[];
  /** Who sent it, where no answer came: it may be booked. Its key is theirs, so that nobody else sends the same booking again. */
  sentBy?: { id: string; name: string } | undefined;
}

export function newDelivery(): Delivery {
  return { key: newUuid(), vendor: '', invoice: '', totalCents: undefined, lines: [] };
}

export function unitsOf({ product, packId }: Pick<DeliveryLine, 'product' | 'packId'>): number {
  return product.packs.find(({ id }) => id === packId)?.units ?? 1;
}

/** A line of another pack of its product: its cost is that of as many bottles. */
export function inPack(line: DeliveryLine, packId: string): DeliveryLine {
  const units = unitsOf({ ...line, packId });
  const otherCosts = { ...line.otherCosts, [line.packId]: line.costCents };
  const worked = line.costCents === undefined ? undefined : Math.round((line.costCents / unitsOf(line)) * units);
  return { ...line, packId, costCents: otherCosts[packId] ?? worked, otherCosts };
}

/** What was scanned counts up its line, else begins one at what it cost last; either way that line is the first. */
export function withScanned(lines: readonly DeliveryLine[], product: Product, packId: string): readonly DeliveryLine[] {
  const known = lines.find((line) => line.product.id === product.id && line.packId === packId);
  if (known) return [{ ...known, quantity: (known.quantity ?? 0) + 1 }, ...lines.filter((line) => line !== known)];
  const costCents = (product.costCents ?? 0) * unitsOf({ product, packId });
  return [{ id: newUuid(), product, packId, quantity: 1, costCents }, ...lines];
}

/** So many of the line that was begun or counted up last. */
export function withLastCount(lines: readonly DeliveryLine[], quantity: number): readonly DeliveryLine[] {
  return lines.map((line, index) => (index === 0 ? { ...line, quantity } : line));
}

export function lineCents({ quantity, costCents }: DeliveryLine): number {
  return (quantity ?? 0) * (costCents ?? 0);
}

export function sumOf({ lines }: Delivery): number {
  return lines.reduce((sum, line) => sum + lineCents(line), 0);
}

interface ReceivedLine {
  productId: string;
  units: number;
  unitCostCents: number;
}

/**
 * The lines as the API takes them: base units at whole cents each. What a case costs does not always divide by its bottles: some of
 * them then cost a cent more, so that the whole is what the invoice says, to the cent.
 */
export function receivedLines({ lines }: Delivery): ReceivedLine[] {
  return lines.flatMap((line) => {
    const units = (line.quantity ?? 0) * unitsOf(line);
    const productId = line.product.id;
    if (units === 0) return [];
    const unitCostCents = Math.floor(lineCents(line) / units);
    const dearer = lineCents(line) - unitCostCents * units;
    return [
      { productId, units: units - dearer, unitCostCents },
      { productId, units: dearer, unitCostCents: unitCostCents + 1 },
    ].filter((received) => received.units > 0);
  });
}
