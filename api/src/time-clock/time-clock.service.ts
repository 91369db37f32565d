import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { AuditEntry } from '../audit/audit-entry.schema';
import { AuditLog } from '../audit/audit-log';
import { countingPinTries, wrongPin } from '../auth/pin-tries';
import { Pins } from '../auth/pins';
import { User } from '../auth/user.schema';
import { DomainError, idReused, notFound } from '../errors/domain-error';
import { objectIdOr } from '../http/object-id';
import { Idempotency } from '../idempotency/idempotency';
import type { ReportRangeDto } from '../reports/dto/report.dto';
import { StoreDirectory } from '../store-directory/store-directory';
import { TENANT } from '../tenancy/tenant-connection';
import type { ClockDto, ClockedDto, HoursReportDto } from './dto/clock.dto';
import { workedHours } from './worked-hours';

const PREFIX = 'clock:';
const DAY_MS = 24 * 60 * 60_000;

/** Who is at work: coming and going are said by PIN at a till, and are entries of the log. */
@Injectable()
export class TimeClockService {
  constructor(
    @InjectModel(User.name, TENANT) private readonly users: Model<User>,
    @InjectModel(AuditEntry.name, TENANT) private readonly entries: Model<AuditEntry>,
    private readonly log: AuditLog,
    private readonly pins: Pins,
    private readonly idempotency: Idempotency,
    private readonly directory: StoreDirectory,
  ) {}

  /** @throws DomainError `wrong_pin`, `too_many_attempts`, `user_not_found`, `clocked_in`, `clocked_out`, `id_reused` */
  async clock(
    actor: Actor,
    { id, kind, pin, userId = actor.id }: ClockDto,
  ): Promise<{ answer: ClockedDto; replayed: boolean }> {
    actor.require('clock.in_out');
    const missing = () => notFound('user', 'userId');
    const _id = objectIdOr(userId, missing);
    const user = await this.users.findById(_id).lean();
    if (!user) throw missing();
    await countingPinTries(this.users, actor.userId, async () => {
      if (await this.pins.match(userId, pin, user.active ? user.pinHash : null)) return;
      await this.log.write(actor, { action: 'clock.wrong_pin', subject: userId });
      throw wrongPin();
    });
    return this.idempotency.once(undefined, async (session) => {
      const [earlier] = await this.log.find([PREFIX + id], session);
      if (earlier) return { answer: answerOf(earlier, { id, kind, userId }), replayed: true };
      const at = new Date();
      const isIn = kind === 'in';
      // Two at once conflict at the user's own document, and the second finds the first.
      const { modifiedCount } = await this.users.updateOne(
        { _id, clockedInAt: isIn ? null : { $ne: null } },
        { $set: { clockedInAt: isIn ? at : null } },
        { session },
      );
      if (modifiedCount === 0) throw isIn ? clockedIn(user.name) : clockedOut(user.name);
      const whoever = { kind: 'user', id: userId, name: user.name, requestId: actor.requestId };
      await this.log.write(whoever, { _id: PREFIX + id, action: `clock.${kind}`, subject: userId, at }, session);
      return { answer: { id, kind, at, userId, name: user.name }, replayed: false };
    });
  }

  async hours(actor: Actor, { from, to }: ReportRangeDto): Promise<HoursReportDto> {
    actor.require('report.read');
    const timezone = await this.directory.timezone();
    const { $gte = new Date(0), $lt = new Date() } = await this.directory.instantsOf(from, to);
    const begun = { from: $gte, to: $lt };
    // What was begun on the last day may end on the next.
    const until = new Date($lt.getTime() + DAY_MS);
    const entries = await this.entries
      .find({ action: { $in: ['clock.in', 'clock.out'] }, at: { $gte: begun.from, $lt: until } })
      .sort({ at: 1, _id: 1 })
      .lean();
    const clocked = entries.map(({ action, at, actor: { id: userId, name } }) => {
      return { userId, name, at, kind: action === 'clock.in' ? ('in' as const) : ('out' as const) };
    });
    return { from, to, timezone, people: workedHours(clocked, begun, new Date()) };
  }
}

function answerOf(entry: AuditEntry, asked: Pick<ClockedDto, 'id' | 'kind' | 'userId'>): ClockedDto {
  if (entry.action !== `clock.${asked.kind}` || entry.actor.id !== asked.userId) throw idReused('clocking');
  return { ...asked, at: entry.at, name: entry.actor.name };
}

function clockedIn(name: string): DomainError {
  return new DomainError('clocked_in', `${name} is at work already.`);
}

function clockedOut(name: string): DomainError {
  return new DomainError('clocked_out', `${name} is not at work.`);
}
