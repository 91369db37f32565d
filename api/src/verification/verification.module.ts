import { Module } from '@nestjs/common';
import { BooksVerifier } from './books-verifier';
import { UsersVerifier } from './users-verifier';

@Module({ providers: [BooksVerifier, UsersVerifier], exports: [BooksVerifier, UsersVerifier] })
export class VerificationModule {}
