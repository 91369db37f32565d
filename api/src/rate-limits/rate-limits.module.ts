import { Module } from '@nestjs/common';
import { RequestLimits } from './request-limits';

@Module({ providers: [RequestLimits], exports: [RequestLimits] })
export class RateLimitsModule {}
