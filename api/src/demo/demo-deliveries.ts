import { v5 as uuidV5 } from 'uuid';
import type { Actor } from '../access/actor';
import { keyOfCommand } from '../idempotency/idempotency-key';
import { StockChangesService } from '../inventory/stock-changes.service';
import type { ProductDto } from '../products/dto/product.dto';
import type { ResolveService } from '../tenancy/tenant-scope';

const NAMESPACE = 'c7e8a0de-35c1-4b52-9a6e-1f0d6f2f7c55';
/** Vendors come on Tuesdays. */
const DELIVERY_WEEKDAY = 2;
const CASES = 2;
const NO_REORDER_POINT = 6;

/** What the demo's vendors bring: on a Tuesday, two cases of whatever the shelf ran low of, an invoice for each vendor. */
export class DemoDeliveries {
  private readonly onHand: Map<string, number>;

  constructor(
    private readonly resolve: ResolveService,
    private readonly actor: Actor,
    private readonly products: readonly ProductDto[],
    openingUnits: (place: number) => number,
  ) {
    this.onHand = new Map(products.map(({ id }, place) => [id, openingUnits(place)]));
  }

  took(productId: string, units: number): void {
    this.onHand.set(productId, (this.onHand.get(productId) ?? 0) - units);
  }

  async on(date: string, at: Date): Promise<void> {
    if (new Date(`${date}T00:00:00Z`).getUTCDay() !== DELIVERY_WEEKDAY) return;
    const byVendor = new Map<string, ProductDto[]>();
    for (const product of this.products) {
      const { id, vendor, reorderPoint } = product;
      if (!vendor || (this.onHand.get(id) ?? 0) > (reorderPoint ?? NO_REORDER_POINT)) continue;
      byVendor.set(vendor, [...(byVendor.get(vendor) ?? []), product]);
    }
    const stock = await this.resolve(StockChangesService);
    for (const [vendor, products] of byVendor) {
      const lines = products.map(({ id, packs, costCents }) => {
        const units = CASES * Math.max(...packs.map((pack) => pack.units));
        this.took(id, -units);
        return { productId: id, units, unitCostCents: costCents };
      });
      const invoice = uuidV5(`${date}/${vendor}`, NAMESPACE).slice(0, 8).toUpperCase();
      await stock.receive(this.actor, { vendor, invoice, lines }, keyOfCommand(`demo-delivery-${date}-${vendor}`), at);
    }
  }
}
