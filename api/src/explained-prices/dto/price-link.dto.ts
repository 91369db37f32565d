/** Where a customer reads how the prices of a receipt came about. */
export class PriceLinkDto {
  /** @example "/api/explained-prices/aQVR3kQF1DCzVtizCy9PbjweS4qaUw1tegwOEUu…" */
  path: string;

  /** With the address the deployment is reached by; null where `PUBLIC_URL` does not say it. */
  url: string | null;
}
