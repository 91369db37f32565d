import { Module } from '@nestjs/common';
import { TenantMover } from './tenant-mover';

@Module({ providers: [TenantMover], exports: [TenantMover] })
export class TenantMovesModule {}
