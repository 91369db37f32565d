import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import { SCHEMA_OPTIONS } from '../mongo/schema-options';

/** Where a connection string is read from, by every process for itself: it is in no database, no answer and no log. */
export type ConnectionReference = { environment: string } | { file: string };

/** A MongoDB cluster besides main's own that holds tenants. */
@Schema({ ...SCHEMA_OPTIONS, collection: 'clusters' })
export class Cluster {
  /** Its name, which `organizations.cluster` says. */
  @Prop({ type: String })
  _id: string;

  @Prop({ type: Object, required: true })
  connection: ConnectionReference;

  /** What the server calls itself, in a database of its own there: another server under this name is not taken for it. */
  @Prop({ type: String, required: true })
  identity: string;

  @Prop({ type: Date, required: true })
  createdAt: Date;
}

export const ClusterSchema = SchemaFactory.createForClass(Cluster);
