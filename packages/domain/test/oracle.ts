import type { Basket, BasketLine } from '../src/pricing/basket.ts';
import type {
  BracketLevy,
  DepositRule,
  MinimumPrice,
  Promotion,
  Rule,
  RuleBook,
  Selector,
  TaxRule,
} from '../src/pricing/rules.ts';

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

/** Every right answer: more than one where several choices of offers save the same. */
export function oracle(basket: Basket, book: RuleBook): OracleBasket[] {
  const holds = (rule: Rule) =>
    (!rule.storeIds || rule.storeIds.includes(basket.storeId)) &&
    !(rule.effectiveFrom && basket.at.date < rule.effectiveFrom) &&
    !(rule.effectiveTo && basket.at.date > rule.effectiveTo);
  const inOrder = <R extends Rule>(rules: readonly R[]) => rules.filter(holds).sort((a, b) => (a.id < b.id ? -1 : 1));

  const positions = collect(basket.lines);
  const promotions = [...book.promotions].sort((a, b) => (a.id < b.id ? -1 : 1));
  return promotionDiscounts(basket, positions, promotions).map(priceWith);

  function priceWith(discounts: Record<string, number>[]): OracleBasket {
    const prices: number[] = [];
    const paidBack: number[] = [];
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
      const back = promotions.filter(({ reimbursed, id }) => reimbursed && own[id] !== undefined);
      paidBack.push(back.reduce((sum, { id }) => sum + (own[id] as number), 0));
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
      const floors = inOrder(book.minimums).filter(({ selector }) => chooses(selector, pos.line));
      const least = floors.map((rule) => ({ id: rule.id, cents: leastOf(rule, pos) }));
      const highest = least.reduce((best, one) => (one.cents > best.cents ? one : best), { id: '', cents: 0 });
      const lacks = highest.cents - (prices[at] as number) - (paidBack[at] as number);
      if (lacks <= 0) return;
      (result[at] as OraclePosition).discounts[highest.id] = -lacks;
      prices[at] = (prices[at] as number) + lacks;
    });
    positions.forEach((pos, at) => {
      (result[at] as OraclePosition).deposit = depositOf(pos, inOrder(book.deposits));
    });
    taxThem(basket, positions, { prices, paidBack }, result, inOrder(book.taxes), book.taxRounding);
    const empties = (basket.empties ?? []).reduce((sum, { depositId, count }) => {
      const rule = book.deposits.find(({ id }) => id === depositId) as DepositRule;
      return sum + rule.amountCents * count;
    }, 0);
    return { positions: result, total: result.reduce((sum, { total }) => sum + total, 0) - empties };
  }
}

/** Of a whole position, each pack's part of a cent counted up. */
function leastOf({ minimum }: MinimumPrice, { line, packs }: Pos): number {
  if (minimum.kind === 'cost') return 0;
  const amount = Q.of(minimum.amountCents).mul(Q.of(line.unitsPerPack));
  const litres = line.volumeMl === null ? ZERO : Q.of(line.volumeMl).div(Q.of(1000));
  const alcohol = line.abv === null ? ZERO : litres.mul(Q.of(line.abv)).div(Q.of(10_000));
  const pack = minimum.kind === 'per_unit' ? amount : amount.mul(minimum.kind === 'per_litre' ? litres : alcohol);
  const down = pack.n / pack.d;
  return Number(pack.n % pack.d === 0n ? down : down + 1n) * packs;
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

function chooses(selector: Selector, product: BasketLine): boolean {
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
  if (selector.minAbv != null && !((product.abv ?? -1) >= selector.minAbv)) return false;
  if (selector.maxAbv != null && !(product.abv !== null && product.abv <= selector.maxAbv)) return false;
  if (selector.packUnits && !selector.packUnits.some((units) => units === product.unitsPerPack)) return false;
  if (selector.minPriceCents != null && product.unitPriceCents < selector.minPriceCents) return false;
  if (selector.maxPriceCents != null && product.unitPriceCents > selector.maxPriceCents) return false;
  return !(selector.except && chooses(selector.except, product));
}

const onSpending = ({ kind }: Promotion['offer']) => kind === 'spend_get' || kind === 'spend_percent';

/** One way to use a bundle offer once: what it takes of each position, in bottles or in packs, and what that saves. */
interface Way {
  promotion: Promotion;
  uses: number[];
  gets: number[];
  saved: Q;
}

/** Every choice that saves most, as what it takes off each position. */
function promotionDiscounts(basket: Basket, positions: Pos[], promotions: Promotion[]): Record<string, number>[][] {
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
      (!promotion.couponCode || (basket.coupons ?? []).includes(promotion.couponCode)) &&
      (!promotion.maxUsesPerCustomer || basket.customer?.reference !== undefined) &&
      (!promotion.paidWith ||
        ((basket.paidWith ?? []).length > 0 &&
          !(basket.paidWith ?? []).some((type) => !promotion.paidWith?.includes(type)))) &&
      !(basket.offersLeft ?? []).some(({ promotionId, uses }) => promotionId === promotion.id && uses === 0) &&
      runsAt(promotion, basket.at.date, basket.at.minute),
  );
  const chosen = ({ offer, selector }: Promotion, pos: Pos) =>
    offer.kind === 'kit'
      ? offer.groups.some((group) => chooses(group.selector, pos.line))
      : chooses(selector, pos.line);
  const receives = (promotion: Promotion, pos: Pos) => {
    const { offer, countsOnly } = promotion;
    if (pos.line.override || (countsOnly && chooses(countsOnly, pos.line))) return false;
    return offer.kind === 'buy_get' && offer.getSelector
      ? chooses(offer.getSelector, pos.line)
      : chosen(promotion, pos);
  };
  const sizeOf = ({ perPack }: Promotion, pos: Pos) => (perPack ? pos.line.unitsPerPack : 1);
  /** Off one bottle whose price is so much. */
  const off = (promotion: Promotion, pos: Pos, price: Q): Q => {
    const { offer } = promotion;
    const size = Q.of(sizeOf(promotion, pos));
    const percent = (rate: number) => price.mul(Q.of(rate)).div(MILLION);
    if (offer.kind === 'amount_off') return Q.of(offer.amountCents).div(size).min(price);
    if (offer.kind === 'percent_off' || offer.kind === 'buy_get') return percent(offer.rateMillionths);
    if (offer.kind === 'fixed_price') return price.sub(Q.of(offer.priceCents).div(size)).max(ZERO);
    if (offer.kind !== 'tiers') return ZERO;
    let counted = ZERO;
    for (const other of positions.filter((one) => chosen(promotion, one))) {
      if (promotion.identical && other.line.productId !== pos.line.productId) continue;
      const { volumeMl } = other.line;
      const heavy = offer.weights
        .filter(({ minVolumeMl }) => volumeMl !== null && volumeMl >= minVolumeMl)
        .sort((a, b) => b.minVolumeMl - a.minVolumeMl)[0];
      const tenths = heavy ? Math.round(heavy.weight * 10) : 10;
      counted = counted.add(new Q(BigInt((other.units / sizeOf(promotion, other)) * tenths), 10n));
    }
    let most = ZERO;
    for (const { from, amountCents, rateMillionths } of offer.tiers) {
      if (Q.of(from).gt(counted)) continue;
      most = most.max(amountCents != null ? Q.of(amountCents).div(size).min(price) : percent(rateMillionths ?? 0));
    }
    return most;
  };
  const isBundle = ({ offer, limitPerSale }: Promotion) =>
    !onSpending(offer) &&
    (offer.kind === 'n_for_price' || offer.kind === 'buy_get' || offer.kind === 'kit' || limitPerSale !== null);

  const single = live.filter((promotion) => !onSpending(promotion.offer) && !isBundle(promotion));
  const stackOrder = single
    .filter(({ stackable }) => stackable)
    .sort((a, b) => Number(a.chained) - Number(b.chained) || (a.chained ? a.order - b.order : 0));
  /** What each stackable offer takes off a bottle, and what it costs then. */
  interface Stack {
    left: Q;
    each: Map<Promotion, Q>;
  }
  const stacks = positions.map((pos): Stack => {
    let left = pos.price;
    const each = new Map<Promotion, Q>();
    for (const promotion of stackOrder.filter((one) => receives(one, pos))) {
      const discount = off(promotion, pos, promotion.chained ? left : pos.price).min(left);
      each.set(promotion, discount);
      left = left.sub(discount);
    }
    return { left, each };
  });
  const stack = stacks.map(({ left }) => left);
  const alone = positions.map((pos, at) => {
    let best: { promotion: Promotion | undefined; price: Q } = { promotion: undefined, price: stack[at] as Q };
    for (const promotion of single.filter((one) => !one.stackable && receives(one, pos))) {
      const price = pos.price.sub(off(promotion, pos, pos.price));
      if (best.price.gt(price)) best = { promotion, price };
    }
    return best;
  });
  const worth = (at: number) => (alone[at] as { price: Q }).price;
  const startOf = ({ stackable }: Promotion, at: number) =>
    (stackable ? stack : positions.map(({ price }) => price))[at] as Q;
  /** Off a bottle that is got. */
  const gotOff = (promotion: Promotion, at: number) => {
    const pos = positions[at] as Pos;
    const start = startOf(promotion, at);
    return off(promotion, pos, promotion.chained ? start : pos.price).min(start);
  };

  const ways = live.filter(isBundle).flatMap((promotion) => waysOf(promotion));

  function waysOf(promotion: Promotion): Way[] {
    const { offer } = promotion;
    const size = positions.map((pos) => sizeOf(promotion, pos));
    const gain = (at: number) => worth(at).sub(startOf(promotion, at).sub(gotOff(promotion, at)));
    const items = (pos: Pos, at: number) => pos.units / (size[at] as number);
    const may = positions.map((pos, at) => (receives(promotion, pos) ? items(pos, at) : 0));
    const may0 = positions.map((pos, at) => (chosen(promotion, pos) ? items(pos, at) : 0));
    const total = (taken: number[], each: (at: number) => Q) =>
      taken.reduce((sum, count, at) => sum.add(each(at).mul(Q.of(count * (size[at] as number)))), ZERO);
    const found: Way[] = [];
    const keep = (uses: number[], gets: number[], saved: Q) => {
      const products = new Set(uses.flatMap((count, at) => (count > 0 ? [positions[at]?.line.productId] : [])));
      if (promotion.identical && products.size > 1) return;
      if (saved.gt(ZERO)) found.push({ promotion, uses, gets, saved });
    };
    if (offer.kind === 'n_for_price') {
      for (const gets of handfuls(offer.count, may)) keep(gets, gets, total(gets, worth).sub(Q.of(offer.priceCents)));
    } else if (offer.kind === 'kit') {
      const seen = new Set<string>();
      let some: number[][] = [may.map(() => 0)];
      for (const { selector, count } of offer.groups) {
        const own = may.map((most, at) => (chooses(selector, (positions[at] as Pos).line) ? most : 0));
        some = some.flatMap((before) =>
          handfuls(
            count,
            own.map((most, at) => (most === 0 ? 0 : most - (before[at] as number))),
          ).map((more) => more.map((one, at) => one + (before[at] as number))),
        );
      }
      for (const gets of some) {
        if (seen.has(gets.join())) continue;
        seen.add(gets.join());
        keep(gets, gets, total(gets, worth).sub(Q.of(offer.priceCents)));
      }
    } else if (offer.kind !== 'buy_get') {
      for (const gets of handfuls(1, may)) keep(gets, gets, total(gets, gain));
    } else {
      for (let count = offer.get; count >= 1; count--) {
        if (offer.getSelector) {
          for (const gets of handfuls(count, may)) {
            const left = may0.map((most, at) => (most === 0 ? 0 : most - (gets[at] as number)));
            for (const buys of handfuls(offer.buy, left)) {
              keep(
                gets.map((one, at) => one + (buys[at] as number)),
                gets,
                total(gets, gain),
              );
            }
          }
          continue;
        }
        for (const uses of handfuls(offer.buy + count, may0)) {
          for (const gets of handfuls(
            count,
            uses.map((most, at) => (may[at] === 0 ? 0 : most)),
          )) {
            const bought = uses.flatMap((most, at) =>
              most > (gets[at] as number) ? [(positions[at] as Pos).price] : [],
            );
            const got = gets.flatMap((most, at) => (most > 0 ? [(positions[at] as Pos).price] : []));
            if (got.some((price) => bought.some((other) => price.gt(other)))) continue;
            keep(uses, gets, total(gets, gain));
          }
        }
      }
    }
    return found;
  }

  const choices = bestWays(ways, positions).map(discountsWith);
  return [...new Map(choices.map((choice) => [JSON.stringify(choice), choice])).values()];

  function discountsWith(taken: { way: Way; times: number }[]): Record<string, number>[] {
    const result: Record<string, number>[] = positions.map(() => ({}));
    const left = positions.map((pos) => pos.packs * pos.line.unitPriceCents);
    const got = (which: (promotion: Promotion) => boolean) =>
      positions.map((pos, at) =>
        taken.reduce(
          (sum, { way: { promotion, gets }, times }) =>
            sum + (which(promotion) ? (gets[at] as number) * sizeOf(promotion, pos) * times : 0),
          0,
        ),
      );
    const gotExclusive = got(({ stackable }) => !stackable);
    const gotStackable = got(({ stackable }) => stackable);
    const give = (promotion: Promotion, at: number, amount: number) => {
      const given = Math.min(amount, left[at] as number);
      if (given === 0) return;
      (result[at] as Record<string, number>)[promotion.id] = given;
      left[at] = (left[at] as number) - given;
    };
    for (const promotion of live.filter(({ offer }) => !onSpending(offer))) {
      if (isBundle(promotion)) {
        const shares = positions.map(() => ZERO);
        const touched = new Set<number>();
        for (const { way, times } of taken.filter((one) => one.way.promotion === promotion)) {
          const costs = positions.map((pos, at) => {
            const size = sizeOf(promotion, pos);
            const bought = pos.line.override
              ? ZERO
              : worth(at).mul(Q.of(((way.uses[at] as number) - (way.gets[at] as number)) * size));
            return bought.add(startOf(promotion, at).mul(Q.of((way.gets[at] as number) * size)));
          });
          const sum = costs.reduce((a, b) => a.add(b), ZERO);
          if (sum.n === 0n) continue;
          const { offer } = promotion;
          const taken =
            offer.kind === 'n_for_price' || offer.kind === 'kit'
              ? sum.sub(Q.of(offer.priceCents))
              : way.gets.reduce(
                  (all, count, at) =>
                    all.add(gotOff(promotion, at).mul(Q.of(count * sizeOf(promotion, positions[at] as Pos)))),
                  ZERO,
                );
          costs.forEach((cost, at) => {
            if ((way.uses[at] as number) > 0 && !positions[at]?.line.override) touched.add(at);
            shares[at] = (shares[at] as Q).add(taken.mul(cost).mul(Q.of(times)).div(sum));
          });
        }
        const who = [...touched].sort((a, b) => a - b);
        const each = who.map((at) => shares[at] as Q);
        const onePrice = promotion.offer.kind === 'n_for_price' || promotion.offer.kind === 'kit';
        const own = got((other) => other === promotion);
        const sum = onePrice
          ? each.reduce((a, b) => a.add(b), ZERO).round()
          : own.reduce((all, units, at) => all + (units > 0 ? gotOff(promotion, at).mul(Q.of(units)).round() : 0), 0);
        largestRemainder(sum, each).forEach((share, place) => {
          give(promotion, who[place] as number, share);
        });
        continue;
      }
      positions.forEach((pos, at) => {
        if (!receives(promotion, pos)) return;
        const free = pos.units - (gotExclusive[at] as number) - (gotStackable[at] as number);
        const winner = (alone[at] as { promotion: Promotion | undefined }).promotion;
        if (promotion.stackable) {
          const units = (winner ? 0 : free) + (gotStackable[at] as number);
          give(promotion, at, ((stacks[at] as Stack).each.get(promotion) as Q).mul(Q.of(units)).round());
        } else if (winner === promotion) {
          give(promotion, at, off(promotion, pos, pos.price).mul(Q.of(free)).round());
        }
      });
    }
    const forSpending = (promotion: Promotion): number[] => {
      const { offer } = promotion;
      if (offer.kind !== 'spend_get' && offer.kind !== 'spend_percent') return [];
      const spent = positions.reduce((sum, pos, at) => {
        if (!chosen(promotion, pos)) return sum;
        return sum + (offer.measured === 'before_offers' ? pos.packs * pos.line.unitPriceCents : (left[at] as number));
      }, 0);
      const times = Math.min(Math.floor(spent / offer.thresholdCents), promotion.limitPerSale ?? 1e9);
      const room = positions.map((pos, at) => (receives(promotion, pos) ? (left[at] as number) : 0));
      const all = room.reduce((a, b) => a + b, 0);
      if (times === 0) return room.map(() => 0);
      const wanted =
        offer.kind === 'spend_percent'
          ? Q.of(all).mul(Q.of(offer.rateMillionths)).div(MILLION).round()
          : times * offer.amountCents;
      return largestRemainder(Math.min(all, wanted), room.map(Q.of));
    };
    const spending = live.filter(({ offer }) => onSpending(offer));
    let best: { promotion: Promotion | undefined; sum: number } = { promotion: undefined, sum: 0 };
    for (const promotion of spending.filter(({ stackable }) => !stackable)) {
      const sum = forSpending(promotion).reduce((a, b) => a + b, 0);
      if (sum > best.sum) best = { promotion, sum };
    }
    const together = spending.filter(({ stackable }) => stackable).sort((a, b) => a.order - b.order);
    for (const promotion of [...(best.promotion ? [best.promotion] : []), ...together]) {
      forSpending(promotion).forEach((amount, at) => {
        give(promotion, at, amount);
      });
    }
    return result;
  }
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

/** Tries every number of every way; all choices that save most. */
function bestWays(ways: Way[], positions: Pos[]): { way: Way; times: number }[][] {
  let steps = 0;
  let most = Q.of(-1);
  let best: number[][] = [];
  /** Packs are taken whole, and bottles out of packs that are broken for them. */
  const fits = (bottles: number[], packs: number[]) =>
    positions.every(({ line, packs: all }, at) => {
      const broken = Math.ceil((bottles[at] as number) / line.unitsPerPack);
      return (packs[at] as number) + broken <= all;
    });
  const attempt = (
    index: number,
    bottles: number[],
    packs: number[],
    taken: Map<Promotion, number>,
    saved: Q,
    times: number[],
  ): void => {
    if (++steps > 3000) throw new TooMuchToTry();
    const way = ways[index];
    if (!way) {
      if (saved.gt(most)) [most, best] = [saved, []];
      if (!most.gt(saved)) best.push(times);
      return;
    }
    const { perPack } = way.promotion;
    const before = taken.get(way.promotion) ?? 0;
    for (let here = 0; before + here <= (way.promotion.limitPerSale ?? 1_000_000); here++) {
      const plus = (to: number[]) => to.map((count, at) => count + here * (way.uses[at] as number));
      const [b, p] = perPack ? [bottles, plus(packs)] : [plus(bottles), packs];
      if (!fits(b, p)) break;
      attempt(index + 1, b, p, new Map(taken).set(way.promotion, before + here), saved.add(way.saved.mul(Q.of(here))), [
        ...times,
        here,
      ]);
    }
  };
  const none = positions.map(() => 0);
  attempt(0, none, none, new Map(), ZERO, []);
  return best.map((counts) =>
    ways.flatMap((way, index) => ((counts[index] ?? 0) > 0 ? [{ way, times: counts[index] as number }] : [])),
  );
}

/** For each group of rules the first that chooses the product; the product's own where none does that stands in no group. */
function depositOf({ line, packs, units }: Pos, rules: DepositRule[]): number {
  let sum = 0;
  const choosing = rules.filter(({ selector }) => chooses(selector, line)).sort((a, b) => a.order - b.order);
  for (const group of new Set(choosing.map((rule) => rule.group))) {
    const { amountCents, per } = choosing.find((rule) => rule.group === group) as DepositRule;
    sum += amountCents * (per === 'pack' ? packs : units);
  }
  return choosing.some(({ group }) => group === null) ? sum : sum + line.depositCents * units;
}

/** A schedule as a table of a few hundred sales below so much, and by whole amounts above. */
function scheduled({ wholeCents, taxPerWholeCents, steps, firstSteps }: BracketLevy, amount: number): number {
  let tax = 0;
  let left = amount;
  let whole = false;
  for (; left >= wholeCents; left -= wholeCents, whole = true) tax += taxPerWholeCents;
  const table = whole || !firstSteps ? steps : firstSteps;
  let last = 0;
  for (const { fromCents, taxCents } of table) if (left >= fromCents) last = taxCents;
  return tax + last;
}

function taxThem(
  basket: Basket,
  positions: Pos[],
  { prices, paidBack }: { prices: number[]; paidBack: number[] },
  result: OraclePosition[],
  rules: TaxRule[],
  rounding: RuleBook['taxRounding'],
): void {
  const exempt = (rule: TaxRule) => basket.customer?.taxExempt === true && rule.exemptible;
  const included = rules.filter(({ inclusive }) => inclusive).sort((a, b) => a.order - b.order);
  const added = rules
    .filter(({ inclusive }) => !inclusive)
    .sort((a, b) => (a.fee === b.fee ? a.order - b.order : a.fee ? -1 : 1));
  const charged = ({ taxCodes, selector }: TaxRule, { line }: Pos) =>
    (!taxCodes || taxCodes.includes(line.taxCode ?? 'general')) && chooses(selector, line);
  /** What each position bears of each schedule. */
  const schedules = new Map<TaxRule, Q[]>();
  for (const rule of rules) {
    const { levy } = rule;
    if (levy.kind !== 'brackets') continue;
    const bases = positions.map((pos, at) =>
      charged(rule, pos)
        ? (prices[at] as number) +
          (paidBack[at] as number) +
          (rule.onDeposit ? (result[at] as OraclePosition).deposit : 0)
        : 0,
    );
    const base = bases.reduce((a, b) => a + b, 0);
    const tax = base === 0 ? 0 : scheduled(levy, base);
    schedules.set(
      rule,
      bases.map((one) => (base === 0 ? ZERO : new Q(BigInt(tax) * BigInt(one), BigInt(base)))),
    );
  }

  /** What each included tax is of the deposit alone. */
  const ofDeposit = positions.map(() => new Map<TaxRule, Q>());
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
        if (rule.levy.kind === 'brackets') return schedules.get(rule)?.[at] ?? ZERO;
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
      // On top of what a manufacturer pays for the customer, too.
      const onTop = before.add(isDeposit ? ZERO : Q.of(paidBack[at] as number));
      let soFar = onTop;
      let fees = onTop;
      inside.forEach((rule, place) => {
        sums.set(rule, (sums.get(rule) ?? ZERO).add(amounts[place] as Q));
        if (isDeposit) ofDeposit[at]?.set(rule, amounts[place] as Q);
        if (!exempt(rule)) soFar = soFar.add(amounts[place] as Q);
      });
      for (const rule of added.filter(here)) {
        const tax = exempt(rule) ? ZERO : levy(rule, rule.compounding ? soFar : rule.onFees ? fees : onTop);
        sums.set(rule, (sums.get(rule) ?? ZERO).add(tax));
        soFar = soFar.add(tax);
        if (rule.fee) fees = fees.add(tax);
      }
    }
    return sums;
  });

  const amounts = exact.map(() => new Map<TaxRule, number>());
  const inTaxOrder = [...included, ...added];
  const groupOf = (rule: TaxRule) => (rule.group === null ? rule.id : `${rule.inclusive}${rule.group}`);
  for (const key of new Set(inTaxOrder.map(groupOf))) {
    const group = inTaxOrder.filter((rule) => groupOf(rule) === key);
    const first = group[0] as TaxRule;
    const bySale = (first.rounding ?? rounding) === 'sale' || first.levy.kind === 'brackets';
    const entries = exact.flatMap((sums, at) =>
      inTaxOrder.flatMap((rule) =>
        group.includes(rule) && sums.has(rule) ? [{ at, rule, tax: sums.get(rule) as Q }] : [],
      ),
    );
    for (const some of bySale ? [entries] : positions.map((_, at) => entries.filter((entry) => entry.at === at))) {
      const each = some.map(({ tax }) => tax);
      largestRemainder(each.reduce((a, b) => a.add(b), ZERO).round(), each).forEach((share, place) => {
        const { at, rule } = some[place] as { at: number; rule: TaxRule };
        amounts[at]?.set(rule, share);
      });
    }
  }
  result.forEach((pos, at) => {
    let room = prices[at] as number;
    let depositRoom = pos.deposit;
    const own = amounts[at] as Map<TaxRule, number>;
    for (const rule of included.filter((one) => own.has(one))) {
      // Cent by cent: first what the deposit contains, then the goods, and what finds no room there from the deposit.
      const wanted = own.get(rule) as number;
      const inDeposit = (ofDeposit[at]?.get(rule) ?? ZERO).round();
      let taken = 0;
      for (; taken < Math.min(wanted, inDeposit) && depositRoom > 0; taken++) depositRoom--;
      for (; taken < wanted && room > 0; taken++) room--;
      for (; taken < wanted && rule.onDeposit && depositRoom > 0; taken++) depositRoom--;
      own.set(rule, taken);
    }
    let tax = 0;
    for (const [rule, amount] of own) {
      if (exempt(rule)) continue;
      pos.taxes[rule.id] = amount;
      tax += amount;
    }
    pos.net = room;
    pos.total = pos.net + depositRoom + tax;
  });
}
