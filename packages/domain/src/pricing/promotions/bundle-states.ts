/** Of a state: the unit that led to it took no part. */
export const NONE = -1;

/** The states behind one unit: a hash table over columns, which are used again for every other unit. */
export class States {
  size = 0;
  /** The digits of each state, so many words after those of the state before. */
  digits: Float64Array;
  value = new Float64Array(FIRST_ROOM);
  /** What it and all that may follow save at the most by the prices of rights, but for what all states have in common. */
  score = new Float64Array(FIRST_ROOM);
  /** What it and all that may follow save at the most. */
  promise = new Float64Array(FIRST_ROOM);
  from = new Int32Array(FIRST_ROOM);
  role = new Int16Array(FIRST_ROOM);
  private places = new Int32Array(FIRST_ROOM * 2);

  constructor(private readonly words: number) {
    this.digits = new Float64Array(FIRST_ROOM * words);
  }

  clear(): void {
    this.size = 0;
    this.places.fill(0);
  }

  /** Keeps a way into a state if it is the first or a better one. */
  offer(state: Float64Array, value: number, score: number, promise: number, from: number, role: number): void {
    const mask = this.places.length - 1;
    let place = hash(state) & mask;
    for (;;) {
      const known = (this.places[place] as number) - 1;
      if (known < 0) break;
      if (this.isAt(known, state)) {
        if (value > (this.value[known] as number)) this.set(known, value, score, promise, from, role);
        return;
      }
      place = (place + 1) & mask;
    }
    this.places[place] = this.size + 1;
    for (let word = 0, to = this.size * this.words; word < this.words; word++)
      this.digits[to + word] = state[word] as number;
    this.set(this.size++, value, score, promise, from, role);
    if (this.size === this.value.length) this.grow();
  }

  /** Copies the digits of a state. */
  read(at: number, into: Float64Array): void {
    for (let word = 0, from = at * this.words; word < this.words; word++)
      into[word] = this.digits[from + word] as number;
  }

  private isAt(at: number, state: Float64Array): boolean {
    for (let word = 0, from = at * this.words; word < this.words; word++) {
      if (this.digits[from + word] !== state[word]) return false;
    }
    return true;
  }

  private move(at: number, to: number): void {
    if (at === to) return;
    this.digits.copyWithin(to * this.words, at * this.words, (at + 1) * this.words);
    const [value, score, promise] = [this.value[at] as number, this.score[at] as number, this.promise[at] as number];
    this.set(to, value, score, promise, this.from[at] as number, this.role[at] as number);
  }

  /**
   * Leaves so many that promise most, and one that needs nothing more: the others may all find no end.
   * @returns the most that one left out had promised; below nothing when none was
   */
  keepBest(width: number, isSettled: (at: number) => boolean): number {
    if (this.size <= width) return Number.NEGATIVE_INFINITY;
    let safe = NONE;
    for (let at = 0; at < this.size; at++) {
      const better = safe === NONE || (this.promise[at] as number) > (this.promise[safe] as number);
      if (better && isSettled(at)) safe = at;
    }
    const promises = this.promise.slice(0, this.size);
    const least = largest(promises, width);
    let most = Number.NEGATIVE_INFINITY;
    let [above, equal] = [0, 0];
    for (const promise of promises) {
      if (promise > least) above++;
      else if (promise === least) equal++;
      else if (promise > most) most = promise;
    }
    if (above + equal > width) most = least;
    equal = width - above;
    let kept = 0;
    for (let at = 0; at < this.size; at++) {
      const promise = this.promise[at] as number;
      if (at !== safe && (promise < least || (promise === least && equal-- <= 0))) continue;
      this.move(at, kept++);
    }
    this.size = kept;
    return most;
  }

  private set(at: number, value: number, score: number, promise: number, from: number, role: number): void {
    this.value[at] = value;
    this.score[at] = score;
    this.promise[at] = promise;
    this.from[at] = from;
    this.role[at] = role;
  }

  private grow(): void {
    const room = this.value.length * 2;
    this.digits = wider(this.digits, room * this.words);
    this.value = wider(this.value, room);
    this.score = wider(this.score, room);
    this.promise = wider(this.promise, room);
    this.from = wider(this.from, room);
    this.role = wider(this.role, room);
    this.places = new Int32Array(room * 2);
    const mask = this.places.length - 1;
    const state = new Float64Array(this.words);
    for (let at = 0; at < this.size; at++) {
      this.read(at, state);
      let place = hash(state) & mask;
      while (this.places[place] !== 0) place = (place + 1) & mask;
      this.places[place] = at + 1;
    }
  }
}

const FIRST_ROOM = 256;

/** How each state was reached, unit after unit. */
export class History {
  private readonly ends: number[] = [];
  private from = new Int32Array(FIRST_ROOM);
  private role = new Int16Array(FIRST_ROOM);

  add({ size, from, role }: States): void {
    const begin = this.ends.at(-1) ?? 0;
    if (begin + size > this.from.length) this.grow(begin + size);
    this.from.set(from.subarray(0, size), begin);
    this.role.set(role.subarray(0, size), begin);
    this.ends.push(begin + size);
  }

  /** @returns the role of each unit on the way to a state of the last one */
  wayTo(state: number): Int16Array {
    const roles = new Int16Array(this.ends.length).fill(NONE);
    for (let unit = this.ends.length - 1, at = state; unit >= 0 && at >= 0; unit--) {
      const place = (this.ends[unit - 1] ?? 0) + at;
      roles[unit] = this.role[place] as number;
      at = this.from[place] as number;
    }
    return roles;
  }

  private grow(least: number): void {
    const room = Math.max(this.from.length * 2, least);
    this.from = wider(this.from, room);
    this.role = wider(this.role, room);
  }
}

function wider<Column extends Float64Array | Int32Array | Int16Array>(column: Column, room: number): Column {
  const copy = new (column.constructor as new (length: number) => Column)(room);
  copy.set(column);
  return copy;
}

function hash(state: Float64Array): number {
  let mixed = 0;
  for (let word = 0; word < state.length; word++) {
    mixed = Math.imul(mixed ^ (((state[word] as number) % 4_294_967_291) | 0), 0x9e37_79b1);
    mixed ^= mixed >>> 15;
  }
  mixed = Math.imul(mixed, 0x2c1b_3c6d);
  return mixed ^ (mixed >>> 13);
}

/** The one of some values that `count` of them, itself included, are no smaller than. They are put in another order. */
function largest(values: Float64Array, count: number): number {
  const target = values.length - count;
  let [from, to] = [0, values.length - 1];
  while (from < to) {
    const pivot = values[(from + to) >> 1] as number;
    let [low, high] = [from, to];
    while (low <= high) {
      while ((values[low] as number) < pivot) low++;
      while ((values[high] as number) > pivot) high--;
      if (low > high) break;
      const value = values[low] as number;
      values[low++] = values[high] as number;
      values[high--] = value;
    }
    if (target <= high) to = high;
    else if (target >= low) from = low;
    else break;
  }
  return values[target] as number;
}
