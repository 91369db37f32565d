/** The keys under which answers of the API are remembered: whoever changes something makes its whole family be read anew. */
export const keys = {
  products: ['products'],
  inventory: ['inventory'],
  stockCounts: ['stock-counts'],
  sales: ['sales'],
  stores: ['stores'],
  logo: ['organization-logo'],
  reports: ['reports'],
  reportMails: ['report-mails'],
  rules: ['rules'],
  ruleBook: ['rule-book'],
  users: ['users'],
  shifts: ['shifts'],
  audit: ['audit'],
  houseAccounts: ['house-accounts'],
} as const;
