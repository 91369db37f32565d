import { Module } from '@nestjs/common';
import { AuditTrailModule } from '../audit-trail/audit-trail.module';
import { BooksVerifier } from './books-verifier';
import { UsersVerifier } from './users-verifier';

@Module({
  imports: [AuditTrailModule],
  providers: [BooksVerifier, UsersVerifier],
  exports: [BooksVerifier, UsersVerifier],
})
export class VerificationModule {}
