import { Injectable } from '@nestjs/common';
import { InjectModel } from '@nestjs/mongoose';
import type { Model } from 'mongoose';
import type { Actor } from '../access/actor';
import { badInput, DomainError, notFound } from '../errors/domain-error';
import { Cluster, type ConnectionReference } from '../main-db/cluster.schema';
import { MAIN } from '../main-db/main-connection';
import { Organization } from '../main-db/organization.schema';
import { TenantMove } from '../main-db/tenant-move.schema';
import { Clusters } from '../tenancy/clusters';
import { CLUSTER_NAME } from './dto/organization.dto';

export interface KnownCluster {
  name: string;
  /** Where its connection string is read from, never the string itself. */
  readFrom: string;
  organizations: number;
}

/** Which clusters there are besides main's: an engineer's work, by the command. */
@Injectable()
export class ClustersService {
  constructor(
    @InjectModel(Cluster.name, MAIN) private readonly known: Model<Cluster>,
    @InjectModel(Organization.name, MAIN) private readonly organizations: Model<Organization>,
    @InjectModel(TenantMove.name, MAIN) private readonly moves: Model<TenantMove>,
    private readonly clusters: Clusters,
  ) {}

  /**
   * Names a cluster, or says anew where its connection string is read from. It has to answer first.
   * @returns what the server at the other end is
   */
  async set(actor: Actor, name: string, connection: ConnectionReference): Promise<string> {
    actor.require('organization.write');
    if (!CLUSTER_NAME.test(name)) {
      throw badInput([{ path: 'name', message: 'must be lower-case letters, digits and hyphens' }]);
    }
    const { server, identity } = await this.clusters.identify(name, connection);
    const known = await this.known.findById(name).lean();
    const other = await this.known.findOne({ identity, _id: { $ne: name } }).lean();
    // Two names for one server, or one name for two: a move would drop what is sold from.
    if (other || identity === (await this.clusters.mainIdentity())) {
      throw new DomainError('cluster_in_use', `This server is known already, as ${other?._id ?? 'main’s own'}.`);
    }
    if (known && known.identity !== identity) {
      throw new DomainError(
        'cluster_in_use',
        `${name} is another server; tenants would be looked for where they are not.`,
      );
    }
    await this.known.updateOne(
      { _id: name },
      { $set: { connection, identity }, $setOnInsert: { createdAt: new Date() } },
      { upsert: true },
    );
    return server;
  }

  async list(actor: Actor): Promise<KnownCluster[]> {
    actor.require('organization.read');
    const found = await this.known.find().sort({ _id: 1 }).lean();
    return Promise.all(
      found.map(async ({ _id: name, connection }) => ({
        name,
        readFrom: 'file' in connection ? `file ${connection.file}` : `environment ${connection.environment}`,
        organizations: await this.organizations.countDocuments({ cluster: name }),
      })),
    );
  }

  /** @throws DomainError `cluster_not_found`, `cluster_in_use` */
  async remove(actor: Actor, name: string): Promise<void> {
    actor.require('organization.write');
    const there = await this.organizations.countDocuments({ cluster: name });
    const moving = await this.moves.countDocuments({ $or: [{ from: name }, { to: name }] });
    const count = there + moving;
    if (count > 0) {
      throw new DomainError(
        'cluster_in_use',
        `${there} organizations are on cluster ${name}, and ${moving} on their way or with an old copy there.`,
      );
    }
    const { deletedCount } = await this.known.deleteOne({ _id: name });
    if (deletedCount === 0) throw notFound('cluster');
  }
}
