import { Module } from '@nestjs/common';
import { RestoredAccounts } from './restored-accounts';
import { TenantBackup } from './tenant-backup';
import { TenantRestore } from './tenant-restore';

@Module({ providers: [TenantBackup, TenantRestore, RestoredAccounts], exports: [TenantBackup, TenantRestore] })
export class BackupsModule {}
