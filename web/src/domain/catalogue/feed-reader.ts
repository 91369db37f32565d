import type { Schemas } from '../../lib/api-client';

export type FeedPage = Schemas['ProductChangesDto'];

/**
 * Reads an answer of `/products/changes` while it arrives: its first line is what comes before the items, its last what comes after
 * them, and between them stands one item to a line.
 */
export class FeedReader {
  private readonly decoder = new TextDecoder();
  private rest = '';
  private head: string | undefined;

  /** @returns the items that are complete with these bytes, as JSON */
  read(bytes: ArrayBuffer | Uint8Array): string[] {
    const lines = (this.rest + this.decoder.decode(bytes, { stream: true })).split('\n');
    this.rest = lines.pop() ?? '';
    if (this.head === undefined) this.head = lines.shift();
    return lines.filter((line) => line !== '').map((line) => (line.endsWith(',') ? line.slice(0, -1) : line));
  }

  /** About how many items a whole catalogue has; null until it is known. */
  get total(): number | null {
    return this.head === undefined ? null : (this.envelope(']}').total ?? null);
  }

  /** What the answer says besides its items. @throws SyntaxError where it broke off */
  end(): FeedPage {
    return this.envelope(this.rest);
  }

  private envelope(tail: string): FeedPage {
    return JSON.parse(`${this.head ?? ''}${tail}`) as FeedPage;
  }
}
