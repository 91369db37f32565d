import { Inject, Injectable } from '@nestjs/common';
import type { Actor } from '../access/actor';
import { AuditChain } from '../audit-trail/audit-chain';
import { BOOKS, type Book } from '../ledger/book';
import { startSnapshot } from '../mongo/server-version';
import { CurrentTenant } from '../tenancy/current-tenant';

/** Proves an organization's books: every total that is kept equals the sum of the entries it stands for, and no entry of the log was touched. */
@Injectable()
export class BooksVerifier {
  constructor(
    @Inject(BOOKS) private readonly books: readonly Book[],
    private readonly chain: AuditChain,
    private readonly current: CurrentTenant,
  ) {}

  /** As they were at one moment, also while it is sold. @returns a line for each difference; none when the books are right */
  async differences(actor: Actor): Promise<string[]> {
    actor.require('books.verify');
    const session = startSnapshot(this.current.connection.getClient());
    try {
      const differences: string[] = [];
      for (const book of this.books) differences.push(...(await book.differences(session)));
      return [...differences, ...(await this.chain.differences(session))];
    } finally {
      await session.endSession();
    }
  }
}
