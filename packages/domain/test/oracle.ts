import type { Basket, BasketLine, RatedProduct } from '../src/pricing/basket.ts';
import type { DepositRule, Promotion, Rule, RuleBook, Selector, TaxRule } from '../src/pricing/rules.ts';

/**
 * Prices a basket a second time, sharing no code with the package: every bottle by itself, every way to bundle them tried, exact
 * quotients of whole numbers throughout. Slow, and plain enough to be checked by reading.
 */

export class TooMuchToTry extends Error {}

/** A quotient, never shortened. */
class Q {
  constructor(
    readonly n: bigint,
    readonly d: bigint = 1n,
  ) {}
  static of = (whole: number) => new Q(BigInt(whole));
  add = (o: Q) => new Q(this.n * o.d + o.n * this.d, this.d * o.d);
  sub = (o: Q) => new Q(this.n * o.d - o.n * this.d, this.d * o.d);
  mul = (o: Q) => new Q(this.n * o.n, this.d * o.d);
  div = (o: Q) => (o.n < 0n ? new Q(-this.n * o.d, this.d * -o.n) : new Q(this.n * o.d, this.d * o.n));
  gt = (o: Q) => this.n * o.d > o.n * this.d;
  min = (o: Q) => (this.gt(o) ? o : this);
  max = (o: Q) => (this.gt(o) ? this : o);
  round(): number {
    const negative = this.n < 0n;
    const size = negative ? -this.n : this.n;
    const down = size / this.d;
    const up = 2n * (size - down * this.d) >= this.d ? down + 1n : down;
    return Number(negative ? -up : up) || 0;
  }
}
const ZERO = Q.of(0);
const MILLION = Q.of(1_000_000);

export interface OraclePosition {
  key: string;
  gross: number;
  discounts: Record<string, number>;
  deposit: number;
  taxes: Record<string, number>;
  net: number;
  total: number;
}

export interface OracleBasket {
  positions: OraclePosition[];
  total: number;
}

interface Pos {
  key: string;
  line: BasketLine;
  packs: number;
  units: number;
  price: Q;
}

export function positionKey(line: BasketLine, index: number): string {
  const alone = line.override || line.discount ? `#${index}` : '';
  return `${line.productId}/${line.packId}/${alone}`;
}

export function oracle(basket: Basket, book: RuleBook): OracleBasket {
  const holds = (rule: Rule) =>
    (!rule.storeIds || rule.storeIds.includes(basket.storeId)) &&
    !(rule.effectiveFrom && basket.at.date < rule.effectiveFrom) &&
    !(rule.effectiveTo && basket.at.date > rule.effectiveTo);
  const inOrder = <R extends Rule>(rules: readonly R[]) => rules.filter(holds).sort((a, b) => (a.id < b.id ? -1 : 1));

  const positions = collect(basket.lines);
  const discounts = promotionDiscounts(
    basket,
    positions,
    [...book.promotions].sort((a, b) => (a.id < b.id ? -1 : 1)),
  );
  const prices: number[] = [];
  const result: OraclePosition[] = positions.map((pos, at) => {
    const gross = pos.packs * pos.line.unitPriceCents;
    const own: Record<string, number> = {};
    let price = gross;
    const off = (name: string, amount: number) => {
      if (amount !== 0) own[name] = amount;
      price -= amount;
    };
    for (const [id, amount] of Object.entries(discounts[at] as Record<string, number>)) off(id, amount);
    if (pos.line.override) off('price_override', price - pos.line.override.unitPriceCents * pos.packs);
    if (pos.line.discount) off('line_discount', byHand(pos.line.discount, price));
    prices.push(price);
    return { key: pos.key, gross, discounts: own, deposit: 0, taxes: {}, net: 0, total: 0 };
  });
  if (basket.discount) {
    const wanted = byHand(
      basket.discount,
      prices.reduce((a, b) => a + b, 0),
    );
    largestRemainder(wanted, prices.map(Q.of)).forEach((share, at) => {
      if (share !== 0) (result[at] as OraclePosition).discounts['sale_discount'] = share;
      prices[at] = (prices[at] as number) - share;
    });
  }
  positions.forEach((pos, at) => {
    (result[at] as OraclePosition).deposit = depositOf(pos, inOrder(book.deposits)) * pos.units;
  });
  taxThem(basket, positions, prices, result, inOrder(book.taxes), book.taxRounding);
  const empties = (basket.empties ?? []).reduce((sum, { depositId, count }) => {
    const rule = book.deposits.find(({ id }) => id === depositId) as DepositRule;
    return sum + rule.amountCents * count;
  }, 0);
  return { positions: result, total: result.reduce((sum, { total }) => sum + total, 0) - empties };
}

function collect(lines: readonly BasketLine[]): Pos[] {
  const found: Pos[] = [];
  lines.forEach((line, index) => {
    const key = positionKey(line, index);
    const known = found.find((pos) => pos.key === key);
    if (known) {
      known.packs += line.quantity;
      known.units += line.quantity * line.unitsPerPack;
    } else {
      const units = line.quantity * line.unitsPerPack;
      const price = new Q(BigInt(line.unitPriceCents), BigInt(line.unitsPerPack));
      found.push({ key, line, packs: line.quantity, units, price });
    }
  });
  const text = ({ line, packs }: Pos) => {
    const { override, discount } = line;
    const hand = override || discount ? [packs, override ?? null, discount ?? null] : null;
    return JSON.stringify([line.productId, line.packId, line.unitsPerPack, line.unitPriceCents, hand]);
  };
  return found.sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
}

function byHand(discount: NonNullable<Basket['discount']>, price: number): number {
  if (discount.kind === 'amount') return Math.min(discount.amountCents, price);
  return Math.min(price, Q.of(price).mul(Q.of(discount.rateMillionths)).div(MILLION).round());
}

function largestRemainder(total: number, weights: Q[]): number[] {
  const sum = weights.reduce((a, b) => a.add(b), ZERO);
  if (sum.n === 0n) return weights.map((_, index) => (index === 0 ? total : 0));
  const exact = weights.map((weight) => Q.of(total).mul(weight).div(sum));
  const parts = exact.map(({ n, d }) => Number(n / d));
  const rest = exact.map((share, index) => ({ index, left: share.sub(Q.of(parts[index] as number)) }));
  rest.sort((a, b) => (a.left.gt(b.left) ? -1 : b.left.gt(a.left) ? 1 : a.index - b.index));
  for (let missing = total - parts.reduce((a, b) => a + b, 0), at = 0; missing > 0; missing--, at++) {
    const { index } = rest[at] as { index: number };
    parts[index] = (parts[index] as number) + 1;
  }
  return parts;
}

function chooses(selector: Selector, product: RatedProduct): boolean {
  const lists: [readonly string[] | null | undefined, (string | null)[]][] = [
    [selector.productIds, [product.productId]],
    [selector.categories, [product.category]],
    [selector.brands, [product.brand]],
    [selector.vendors, [product.vendor]],
    [selector.tags, [...product.tags]],
    [selector.taxCodes, [product.taxCode ?? 'general']],
    [selector.containerClasses, [product.containerClass]],
  ];
  for (const [wanted, had] of lists) {
    if (wanted && !had.some((value) => value !== null && wanted.includes(value))) return false;
  }
  if (selector.minVolumeMl != null && !((product.volumeMl ?? -1) >= selector.minVolumeMl)) return false;
  if (selector.maxVolumeMl != null && !(product.volumeMl !== null && product.volumeMl <= selector.maxVolumeMl))
    return false;
  return true;
}

/** One way to use a bundle offer once: how many units of each position are bought and got, and what that saves. */
interface Way {
  promotion: Promotion;
  uses: number[];
  gets: number[];
  saved: Q;
}

function promotionDiscounts(basket: Basket, positions: Pos[], promotions: Promotion[]): Record<string, number>[] {
  const groups = basket.customer?.groups ?? [];
  const inForce = (promotion: Promotion): boolean => {
    let day = basket.at.date;
    const { hours } = promotion;
    if (hours && hours.toMinute < hours.fromMinute && basket.at.minute < hours.toMinute) {
      day = new Date(Date.parse(`${day}T12:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
    }
    return (
      (!promotion.storeIds || promotion.storeIds.includes(basket.storeId)) &&
      !(promotion.effectiveFrom && day < promotion.effectiveFrom) &&
      !(promotion.effectiveTo && day > promotion.effectiveTo)
    );
  };
  const live = promotions.filter(
    (promotion) =>
      inForce(promotion) &&
      (!promotion.customerGroups || promotion.customerGroups.some((group) => groups.includes(group))) &&
      runsAt(promotion, basket.at.date, basket.at.minute),
  );
  const chosen = (promotion: Promotion, pos: Pos) => chooses(promotion.selector, pos.line);
  const receives = (promotion: Promotion, pos: Pos) => {
    const selector =
      promotion.offer.kind === 'buy_get' && promotion.offer.getSelector
        ? promotion.offer.getSelector
        : promotion.selector;
    const countsOnly = promotion.countsOnly !== null && chooses(promotion.countsOnly, pos.line);
    return !pos.line.override && chooses(selector, pos.line) && !countsOnly;
  };
  const off = (promotion: Promotion, pos: Pos): Q => {
    const { offer } = promotion;
    const percent = (rate: number) => pos.price.mul(Q.of(rate)).div(MILLION);
    if (offer.kind === 'amount_off') return Q.of(offer.amountCents).min(pos.price);
    if (offer.kind === 'percent_off' || offer.kind === 'buy_get') return percent(offer.rateMillionths);
    if (offer.kind === 'fixed_price') return pos.price.sub(Q.of(offer.priceCents)).max(ZERO);
    if (offer.kind !== 'tiers') return ZERO;
    let counted = 0;
    for (const other of positions.filter((one) => chosen(promotion, one))) {
      let weight = 1;
      for (const heavy of offer.weights) {
        if (other.line.volumeMl !== null && other.line.volumeMl >= heavy.minVolumeMl)
          weight = Math.max(weight, heavy.weight);
      }
      counted += other.units * weight;
    }
    const reached = offer.tiers.filter(({ from }) => from <= counted).sort((a, b) => b.from - a.from)[0];
    return reached ? percent(reached.rateMillionths) : ZERO;
  };
  const isBundle = ({ offer, limitPerSale }: Promotion) =>
    offer.kind === 'n_for_price' || offer.kind === 'buy_get' || limitPerSale !== null;

  const single = live.filter((promotion) => !isBundle(promotion));
  const stack = positions.map((pos) =>
    single
      .filter((promotion) => promotion.stackable && receives(promotion, pos))
      .reduce((price, promotion) => price.sub(off(promotion, pos)).max(ZERO), pos.price),
  );
  const alone = positions.map((pos, at) => {
    let best: { promotion: Promotion | undefined; price: Q } = { promotion: undefined, price: stack[at] as Q };
    for (const promotion of single.filter((one) => !one.stackable && receives(one, pos))) {
      const price = pos.price.sub(off(promotion, pos));
      if (best.price.gt(price)) best = { promotion, price };
    }
    return best;
  });

  const ways = live.filter(isBundle).flatMap((promotion) => waysOf(promotion));
  const taken = bestWays(
    ways,
    positions.map(({ units }) => units),
  );

  function waysOf(promotion: Promotion): Way[] {
    const { offer } = promotion;
    const base = promotion.stackable ? stack : positions.map(({ price }) => price);
    const worth = (at: number) => (alone[at] as { price: Q }).price;
    const gain = (at: number) => {
      const start = base[at] as Q;
      return worth(at).sub(start.sub(off(promotion, positions[at] as Pos).min(start)));
    };
    const may = positions.map((pos) => (receives(promotion, pos) ? pos.units : 0));
    const may0 = positions.map((pos) => (chosen(promotion, pos) ? pos.units : 0));
    const total = (units: number[], each: (at: number) => Q) =>
      units.reduce((sum, count, at) => sum.add(each(at).mul(Q.of(count))), ZERO);
    const ways: Way[] = [];
    const keep = (uses: number[], gets: number[], saved: Q) => {
      if (saved.gt(ZERO)) ways.push({ promotion, uses, gets, saved });
    };
    if (offer.kind === 'n_for_price') {
      for (const gets of handfuls(offer.count, may)) keep(gets, gets, total(gets, worth).sub(Q.of(offer.priceCents)));
    } else if (offer.kind !== 'buy_get') {
      for (const gets of handfuls(1, may)) keep(gets, gets, total(gets, gain));
    } else {
      for (let size = offer.get; size >= 1; size--) {
        if (offer.getSelector) {
          for (const gets of handfuls(size, may)) {
            const left = may0.map((units, at) => (units === 0 ? 0 : units - (gets[at] as number)));
            for (const buys of handfuls(offer.buy, left)) {
              keep(
                gets.map((count, at) => count + (buys[at] as number)),
                gets,
                total(gets, gain),
              );
            }
          }
          continue;
        }
        for (const uses of handfuls(offer.buy + size, may0)) {
          const bottles = uses.flatMap((count, at) => Array.from({ length: count }, () => at));
          bottles.sort((a, b) => {
            const [x, y] = [(positions[a] as Pos).price, (positions[b] as Pos).price];
            if (x.gt(y) || y.gt(x)) return x.gt(y) ? 1 : -1;
            return gain(a).gt(gain(b)) ? -1 : gain(b).gt(gain(a)) ? 1 : b - a;
          });
          const got = bottles.slice(0, size);
          if (got.some((at) => may[at] === 0)) continue;
          const gets = uses.map((_, at) => got.filter((one) => one === at).length);
          keep(uses, gets, total(gets, gain));
        }
      }
    }
    return ways;
  }

  const result: Record<string, number>[] = positions.map(() => ({}));
  const left = positions.map((pos) => pos.packs * pos.line.unitPriceCents);
  const got = (which: (promotion: Promotion) => boolean) =>
    positions.map((_, at) =>
      taken.reduce((sum, { way, times }) => sum + (which(way.promotion) ? (way.gets[at] as number) * times : 0), 0),
    );
  const gotExclusive = got(({ stackable }) => !stackable);
  const gotStackable = got(({ stackable }) => stackable);
  const stackSoFar = positions.map(({ price }) => price);
  for (const promotion of live) {
    const give = (at: number, amount: number) => {
      const given = Math.min(amount, left[at] as number);
      if (given === 0) return;
      (result[at] as Record<string, number>)[promotion.id] = given;
      left[at] = (left[at] as number) - given;
    };
    if (isBundle(promotion)) {
      const own = got((other) => other === promotion);
      const base = positions.map((pos, at) => (promotion.stackable ? (stack[at] as Q) : pos.price));
      if (promotion.offer.kind === 'n_for_price') {
        const times = taken.reduce((sum, { way, times }) => sum + (way.promotion === promotion ? times : 0), 0);
        if (times === 0) continue;
        const worth = own.map((units, at) => (base[at] as Q).mul(Q.of(units)));
        const sum = worth.reduce((a, b) => a.add(b), ZERO);
        const saved = sum.sub(Q.of(promotion.offer.priceCents * times)).round();
        const who = own.flatMap((units, at) => (units > 0 ? [at] : []));
        largestRemainder(
          saved,
          who.map((at) => worth[at] as Q),
        ).forEach((share, place) => {
          give(who[place] as number, share);
        });
      } else {
        own.forEach((units, at) => {
          const each = off(promotion, positions[at] as Pos).min(base[at] as Q);
          if (units > 0) give(at, each.mul(Q.of(units)).round());
        });
      }
      continue;
    }
    positions.forEach((pos, at) => {
      if (!receives(promotion, pos)) return;
      const free = pos.units - (gotExclusive[at] as number) - (gotStackable[at] as number);
      const winner = (alone[at] as { promotion: Promotion | undefined }).promotion;
      if (promotion.stackable) {
        const before = stackSoFar[at] as Q;
        const each = off(promotion, pos).min(before);
        stackSoFar[at] = before.sub(each);
        const units = (winner ? 0 : free) + (gotStackable[at] as number);
        give(at, each.mul(Q.of(units)).round());
      } else if (winner === promotion) {
        give(at, off(promotion, pos).mul(Q.of(free)).round());
      }
    });
  }
  return result;
}

function runsAt({ weekdays, hours }: Promotion, date: string, minute: number): boolean {
  const day = new Date(`${date}T12:00:00Z`);
  if (hours && hours.toMinute < hours.fromMinute && minute < hours.toMinute) {
    day.setUTCDate(day.getUTCDate() - 1);
  } else if (hours) {
    const late = hours.toMinute < hours.fromMinute;
    if (minute < hours.fromMinute || (!late && minute >= hours.toMinute)) return false;
  }
  return !weekdays || weekdays.includes(day.getUTCDay());
}

/** Every way to take so many out of some heaps, more of the earlier heaps first. */
function handfuls(count: number, heaps: number[]): number[][] {
  if (heaps.length === 0) return count === 0 ? [[]] : [];
  const [heap = 0, ...rest] = heaps;
  const found: number[][] = [];
  for (let here = Math.min(heap, count); here >= 0; here--) {
    for (const others of handfuls(count - here, rest)) found.push([here, ...others]);
  }
  return found;
}

/** Tries every number of every way; of the choices that save most, the one with most of the first ways. */
function bestWays(ways: Way[], units: number[]): { way: Way; times: number }[] {
  let steps = 0;
  let best: { saved: Q; times: number[] } = { saved: Q.of(-1), times: [] };
  const attempt = (index: number, left: number[], taken: Map<Promotion, number>, saved: Q, times: number[]): void => {
    if (++steps > 3000) throw new TooMuchToTry();
    const way = ways[index];
    if (!way) {
      if (saved.gt(best.saved)) best = { saved, times };
      return;
    }
    const before = taken.get(way.promotion) ?? 0;
    let most = (way.promotion.limitPerSale ?? 1_000_000) - before;
    way.uses.forEach((count, at) => {
      if (count > 0) most = Math.min(most, Math.floor((left[at] as number) / count));
    });
    for (let here = most; here >= 0; here--) {
      attempt(
        index + 1,
        left.map((count, at) => count - here * (way.uses[at] as number)),
        new Map(taken).set(way.promotion, before + here),
        saved.add(way.saved.mul(Q.of(here))),
        [...times, here],
      );
    }
  };
  attempt(0, units, new Map(), ZERO, []);
  return ways.flatMap((way, index) =>
    (best.times[index] ?? 0) > 0 ? [{ way, times: best.times[index] as number }] : [],
  );
}

function depositOf({ line }: Pos, rules: DepositRule[]): number {
  const first = rules.filter(({ selector }) => chooses(selector, line)).sort((a, b) => a.order - b.order)[0];
  return first ? first.amountCents : line.depositCents;
}

function taxThem(
  basket: Basket,
  positions: Pos[],
  prices: number[],
  result: OraclePosition[],
  rules: TaxRule[],
  rounding: RuleBook['taxRounding'],
): void {
  const exempt = (rule: TaxRule) => basket.customer?.taxExempt === true && rule.exemptible;
  const included = rules.filter(({ inclusive }) => inclusive).sort((a, b) => a.order - b.order);
  const added = rules.filter(({ inclusive }) => !inclusive).sort((a, b) => a.order - b.order);
  const charged = ({ taxCodes }: TaxRule, { line }: Pos) => !taxCodes || taxCodes.includes(line.taxCode ?? 'general');

  const exact = positions.map((pos, at) => {
    const sums = new Map<TaxRule, Q>();
    const { deposit } = result[at] as OraclePosition;
    for (const [amount, isDeposit] of [
      [prices[at] as number, false],
      [deposit, true],
    ] as const) {
      if (isDeposit && amount === 0) continue;
      const here = (rule: TaxRule) =>
        charged(rule, pos) && (!isDeposit || (rule.onDeposit && rule.levy.kind === 'percentage'));
      const levy = (rule: TaxRule, base: Q): Q => {
        if (rule.levy.kind === 'percentage') return base.mul(Q.of(rule.levy.rateMillionths)).div(MILLION);
        const units = Q.of(pos.units).mul(Q.of(rule.levy.amountTenThousandths)).div(Q.of(10_000));
        return rule.levy.kind === 'per_unit' ? units : units.mul(Q.of(pos.line.volumeMl ?? 0)).div(Q.of(1000));
      };
      const inside = included.filter(here);
      /** What the included taxes are when so much is before tax. */
      const includedAt = (before: Q): Q[] => {
        const amounts: Q[] = [];
        for (const rule of inside) {
          amounts.push(levy(rule, rule.compounding ? amounts.reduce((a, b) => a.add(b), before) : before));
        }
        return amounts;
      };
      const total = (amounts: Q[]) => amounts.reduce((a, b) => a.add(b), ZERO);
      const atNothing = total(includedAt(ZERO));
      let amounts: Q[];
      if (atNothing.gt(Q.of(amount))) {
        amounts = includedAt(ZERO).map((one) => one.mul(Q.of(amount)).div(atNothing));
      } else {
        const growth = total(includedAt(Q.of(1)))
          .sub(atNothing)
          .add(Q.of(1));
        amounts = includedAt(Q.of(amount).sub(atNothing).div(growth));
      }
      const before = Q.of(amount).sub(total(amounts));
      let soFar = before;
      inside.forEach((rule, place) => {
        sums.set(rule, (sums.get(rule) ?? ZERO).add(amounts[place] as Q));
        if (!exempt(rule)) soFar = soFar.add(amounts[place] as Q);
      });
      for (const rule of added.filter(here)) {
        const tax = exempt(rule) ? ZERO : levy(rule, rule.compounding ? soFar : before);
        sums.set(rule, (sums.get(rule) ?? ZERO).add(tax));
        soFar = soFar.add(tax);
      }
    }
    return sums;
  });

  const amounts = exact.map((sums) => new Map([...sums].map(([rule, tax]) => [rule, tax.round()])));
  if (rounding === 'sale') {
    for (const rule of rules) {
      const who = exact.flatMap((sums, at) => (sums.has(rule) ? [at] : []));
      const each = who.map((at) => exact[at]?.get(rule) as Q);
      largestRemainder(each.reduce((a, b) => a.add(b), ZERO).round(), each).forEach((share, place) => {
        amounts[who[place] as number]?.set(rule, share);
      });
    }
  }
  result.forEach((pos, at) => {
    let room = (prices[at] as number) + pos.deposit;
    let inPrice = 0;
    const own = amounts[at] as Map<TaxRule, number>;
    for (const rule of included.filter((one) => own.has(one))) {
      const tax = Math.min(own.get(rule) as number, room);
      own.set(rule, tax);
      room -= tax;
      inPrice += tax;
    }
    let tax = 0;
    for (const [rule, amount] of own) {
      if (exempt(rule)) continue;
      pos.taxes[rule.id] = amount;
      tax += amount;
    }
    pos.net = (prices[at] as number) - inPrice;
    pos.total = pos.net + pos.deposit + tax;
  });
}
