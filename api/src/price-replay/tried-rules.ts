import { badInput, notFound, withinField } from '../errors/domain-error';
import { validated } from '../http/validation';
import { RULE_INPUTS } from '../pricing-rules/dto/rule-inputs';
import type { Rules } from '../pricing-rules/rule-books';
import { completed, faultsOf, RULE_NAMES, type RuleOf } from '../pricing-rules/rule-kinds';
import type { ReplayedKind, TriedRuleDto } from './dto/price-replay.dto';

/**
 * The rule book with some of its rules changed.
 * @throws DomainError `validation_failed`, `tax_not_found` and the like, each naming the rule and the field at fault
 */
export async function withTried(rules: Rules, tried: readonly TriedRuleDto[]): Promise<Rules> {
  let book = rules;
  for (const [index, one] of tried.entries()) {
    book = await withinField(`rules.${index}`, () => changed(book, one, `tried-${index}`));
  }
  return book;
}

async function changed(book: Rules, { kind, id, rule }: TriedRuleDto, newId: string): Promise<Rules> {
  const all: readonly { id: string; version: number }[] = book[kind];
  const known = all.find((one) => one.id === id);
  if (id !== undefined && !known) throw notFound(RULE_NAMES[kind], 'id');
  if (!known && !rule) throw badInput([{ path: 'rule', message: 'must be given where none is taken away' }]);
  const others = all.filter((one) => one !== known);
  if (!rule) return { ...book, [kind]: others };
  const identity = { id: known?.id ?? newId, version: (known?.version ?? 0) + 1 };
  const next = await withinField('rule', async () => made(kind, rule, identity));
  return { ...book, [kind]: [...others, next] };
}

function made<K extends ReplayedKind>(kind: K, content: object, identity: { id: string; version: number }): RuleOf[K] {
  // A rule as it was read has these; they are no part of what it says.
  const { id: _, version: __, ...plain } = content as { id?: unknown; version?: unknown };
  const whole = completed({ ...validated<object>(RULE_INPUTS[kind], plain), ...identity } as RuleOf[K]);
  const faults = faultsOf(kind, whole);
  if (faults.length > 0) throw badInput(faults);
  return whole;
}
