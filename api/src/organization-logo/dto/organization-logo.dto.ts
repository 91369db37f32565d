export class OrganizationLogoDto {
  /** Its hash; null where the organization has none. */
  logo: string | null;
}
