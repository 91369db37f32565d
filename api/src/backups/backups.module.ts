import { Module } from '@nestjs/common';
import { RestoreClaims } from './restore-claims';
import { RestoredAccounts } from './restored-accounts';
import { TenantBackup } from './tenant-backup';
import { TenantRestore } from './tenant-restore';

@Module({
  providers: [TenantBackup, TenantRestore, RestoreClaims, RestoredAccounts],
  exports: [TenantBackup, TenantRestore],
})
export class BackupsModule {}
