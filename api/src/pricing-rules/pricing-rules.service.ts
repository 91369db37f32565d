import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import { type Model, Types } from 'mongoose';
import type { Actor } from '../access/actor';
import { changedFields } from '../audit/changed-fields';
import { notFound, staleVersion } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { afterCursor, type Page, toPage } from '../http/paging';
import type { PageQueryDto } from '../http/paging.dto';
import { Idempotency } from '../idempotency/idempotency';
import type { KeyedRequest } from '../idempotency/idempotency-key';
import { inTransaction } from '../mongo/transaction';
import { CurrentTenant } from '../tenancy/current-tenant';
import { TENANT } from '../tenancy/tenant-connection';
import { PricingRule, type RuleKind } from './pricing-rule.schema';
import { RULE_NAMES, type RuleOf, toRule } from './rule-kinds';
import { documentOf, type RuleContent, RuleWrites } from './rule-writes';

/** The organization's pricing rules. */
@Injectable()
export class PricingRulesService {
  constructor(
    @InjectModel(PricingRule.name, TENANT) private readonly rules: Model<PricingRule>,
    private readonly current: CurrentTenant,
    private readonly idempotency: Idempotency,
    private readonly writes: RuleWrites,
  ) {}

  async list<K extends RuleKind>(actor: Actor, kind: K, { limit, cursor }: PageQueryDto): Promise<Page<RuleOf[K]>> {
    actor.require('rule.read');
    const after = afterCursor(cursor, '_id', 'ascending', {
      value: (value) => new Types.ObjectId(String(value)),
      id: (id) => new Types.ObjectId(id),
    });
    const docs = await this.rules
      .find({ kind, ...after })
      .sort({ _id: 1 })
      .limit(limit + 1)
      .lean();
    return toPage(docs, limit, ({ _id }) => ({ value: _id.toString(), id: _id.toString() }), toRule<K>);
  }

  async get<K extends RuleKind>(actor: Actor, kind: K, id: string): Promise<RuleOf[K]> {
    actor.require('rule.read');
    const missing = () => notFound(RULE_NAMES[kind]);
    const rule = await this.rules.findOne({ _id: objectIdOr(id, missing), kind }).lean();
    if (!rule) throw missing();
    return toRule(rule);
  }

  /** @throws DomainError `validation_failed`, `store_not_found`, `product_not_found`, `too_many_rules` */
  async create<K extends RuleKind>(
    actor: Actor,
    kind: K,
    content: RuleContent<K>,
    request?: KeyedRequest,
  ): Promise<RuleOf[K]> {
    actor.require('rule.write');
    const document = documentOf(kind, content, { version: 1, now: new Date() });
    await this.writes.assertKnown(content);
    return this.idempotency.answering(request, () =>
      inTransaction(this.current.connection, (session) =>
        this.idempotency.within(session, request, async () => {
          await this.writes.insert([document], session);
          const rule = toRule<K>(document);
          await this.writes.entry(actor, 'rule.create', rule.id, { after: { kind, ...rule } }, session);
          return rule;
        }),
      ),
    );
  }

  /** @throws DomainError `stale_version` and those of `create` */
  async replace<K extends RuleKind>(
    actor: Actor,
    kind: K,
    id: string,
    { version, ...content }: RuleContent<K> & { version: number },
  ): Promise<RuleOf[K]> {
    actor.require('rule.write');
    const missing = () => notFound(RULE_NAMES[kind]);
    const _id = objectIdOr(id, missing);
    const rule = content as RuleContent<K>;
    const {
      createdAt,
      preset,
      _id: fresh,
      ...changed
    } = documentOf(kind, rule, { version: version + 1, now: new Date() });
    await this.writes.assertKnown(rule);
    return this.writes.within(async (session) => {
      const before = await this.rules.findOne({ _id, kind, version }).session(session).lean();
      const after = await this.rules
        .findOneAndUpdate({ _id, kind, version }, { $set: changed }, { session, returnDocument: 'after' })
        .lean();
      if (before && after) {
        const said = changedFields(toRule<K>(before), toRule<K>(after));
        await this.writes.entry(actor, 'rule.update', id, said, session);
        return toRule<K>(after);
      }
      throw (await this.rules.exists({ _id, kind }).session(session)) ? staleVersion(RULE_NAMES[kind]) : missing();
    });
  }

  /** Sales keep the name, version and amounts of the rules they were priced with. */
  async remove(actor: Actor, kind: RuleKind, id: string): Promise<{ success: true }> {
    actor.require('rule.write');
    const missing = () => notFound(RULE_NAMES[kind]);
    const _id = objectIdOr(id, missing);
    return this.writes.within(async (session) => {
      const before = await this.rules.findOneAndDelete({ _id, kind }, { session }).lean();
      if (!before) throw missing();
      await this.writes.entry(actor, 'rule.delete', id, { before: { kind, ...toRule(before) } }, session);
      return { success: true };
    });
  }
}
