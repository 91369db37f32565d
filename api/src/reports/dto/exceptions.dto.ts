/** What is not a plain sale: much of one of these is worth a look. Money is positive where it went out or was let go. */
export class ExceptionFiguresDto {
  salesCount: number;
  salesCents: number;
  returnsCount: number;
  returnsCents: number;
  voidsCount: number;
  voidsCents: number;

  /** Lines whose price was changed by hand. */
  overridesCount: number;
  overridesCents: number;

  /** Lines with a discount by hand, or a part of one. */
  discountsCount: number;
  discountsCents: number;

  /** The drawer opened without a sale. */
  noSalesCount: number;

  /** Baskets that were rung up and not sold. */
  clearedCount: number;
  clearedCents: number;

  /** Drawers closed. */
  closesCount: number;

  /** What was missing in them, and what was too much; each positive. */
  shortCents: number;
  overCents: number;
}

export class CashierExceptionsDto extends ExceptionFiguresDto {
  cashierId: string;

  /** @example "Casey Cashier" */
  cashierName: string;
}

export class ExceptionsReportDto {
  from: string;
  to: string;
  timezone: string;

  /** Of everybody: what a cashier's are compared with. */
  totals: ExceptionFiguresDto;
  cashiers: CashierExceptionsDto[];
}
