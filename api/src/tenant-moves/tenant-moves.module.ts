import { Module } from '@nestjs/common';
import { MoveLeftovers } from './move-leftovers';
import { TenantMover } from './tenant-mover';

@Module({ providers: [TenantMover, MoveLeftovers], exports: [TenantMover, MoveLeftovers] })
export class TenantMovesModule {}
