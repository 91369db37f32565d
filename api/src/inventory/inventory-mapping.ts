import { averageCost, type StockState } from '../ledger/books/stock/moving-average';
import type { StockMovement } from '../ledger/books/stock/stock-movement.schema';
import { stockState } from '../ledger/books/stock/stock-posting';
import type { Product } from '../products/product.schema';
import type { BalanceDto, MovementDto } from './dto/inventory.dto';

export function toBalance(
  product: Pick<Product, '_id' | 'sku' | 'name' | 'volumeMl' | 'reorderPoint' | 'costCents'>,
  balance: StockState | null | undefined,
): BalanceDto {
  const state = stockState(balance, product.costCents);
  return {
    productId: product._id.toString(),
    sku: product.sku,
    name: product.name,
    volumeMl: product.volumeMl,
    onHand: state.onHand,
    averageCostCents: averageCost(state),
    valueCents: state.valueCents,
    reorderPoint: product.reorderPoint,
  };
}

export function toMovement(movement: StockMovement): MovementDto {
  return {
    id: movement._id.toString(),
    at: movement.at,
    storeId: movement.storeId.toString(),
    productId: movement.productId.toString(),
    type: movement.type,
    units: movement.units,
    valueCents: movement.valueCents,
    reason: movement.reason,
    note: movement.note,
    source: movement.source,
    userId: movement.userId.toString(),
  };
}
