/** What is left of a limited offer. */
export class OfferLeftDto {
  promotionId: string;

  /** In how many more sales; null for any number. */
  uses: number | null;

  /** How much it may still take off; null for no bound. */
  cents: number | null;
}
