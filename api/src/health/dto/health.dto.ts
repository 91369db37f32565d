export class HealthDto {
  /** @example "ok" */
  status: string;
}

export class ReadyDto extends HealthDto {
  /** @example "MongoDB 6.0.5" */
  database: string;
}
