import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor';
import { AuditChain } from '../audit-trail/audit-chain';
import { BOOKS, type Book } from '../ledger/book';

/** Proves an organization's books: every total that is kept equals the sum of the entries it stands for, and no entry of the log was touched. */
@Injectable()
export class BooksVerifier {
  constructor(
    @Inject(BOOKS) private readonly books: readonly Book[],
    private readonly chain: AuditChain,
  ) {}

  /** @returns a line for each difference; none when the books are right */
  async differences(actor: Actor): Promise<string[]> {
    actor.require('books.verify');
    const differences: string[] = [];
    for (const book of this.books) differences.push(...(await book.differences()));
    return [...differences, ...(await this.chain.differences())];
  }
}
