/** What went wrong, in the domain's terms; which HTTP status that is says `problem-status`. */
export type ErrorKind =
  | 'bad_input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'not_allowed'
  | 'conflict'
  | 'too_large'
  | 'unsupported'
  | 'unprocessable'
  | 'too_many'
  | 'internal'
  | 'unavailable'
  | 'out_of_space';

/** Every `code` a problem can have. Each stays what it is across releases: programs rely on them, and people read texts of their own for them. */
export const KIND_OF_ERROR = {
  // Whatever is asked for.
  validation_failed: 'bad_input',
  body_too_complex: 'bad_input',
  payload_too_large: 'too_large',
  unsupported_media_type: 'unsupported',
  bad_request: 'bad_input',
  route_not_found: 'not_found',
  method_not_allowed: 'not_allowed',
  idempotency_key_reused: 'unprocessable',
  stale_version: 'conflict',
  internal_error: 'internal',
  database_unavailable: 'unavailable',
  database_full: 'out_of_space',
  migration_pending: 'unavailable',
  organization_moving: 'unavailable',
  // Who asks.
  unauthenticated: 'unauthenticated',
  invalid_credentials: 'unauthenticated',
  too_many_attempts: 'too_many',
  too_many_requests: 'too_many',
  user_inactive: 'forbidden',
  organization_inactive: 'forbidden',
  forbidden: 'forbidden',
  approval_required: 'forbidden',
  backdating_forbidden: 'forbidden',
  wrong_password: 'forbidden',
  wrong_pin: 'forbidden',
  approver_lacks_permission: 'forbidden',
  approval_used: 'conflict',
  // What is not there.
  age_rule_not_found: 'not_found',
  allocation_not_found: 'not_found',
  cluster_not_found: 'not_found',
  count_not_found: 'not_found',
  deposit_not_found: 'not_found',
  gift_card_not_found: 'not_found',
  coupon_not_found: 'not_found',
  minimum_price_not_found: 'not_found',
  organization_not_found: 'not_found',
  pack_not_found: 'not_found',
  photo_not_found: 'not_found',
  preset_not_found: 'not_found',
  product_not_found: 'not_found',
  promotion_not_found: 'not_found',
  register_not_found: 'not_found',
  sale_not_found: 'not_found',
  held_sale_not_found: 'not_found',
  logo_not_found: 'not_found',
  report_mail_not_found: 'not_found',
  scheduled_price_not_found: 'not_found',
  shift_not_found: 'not_found',
  sale_hours_not_found: 'not_found',
  sale_line_not_found: 'not_found',
  store_not_found: 'not_found',
  tax_not_found: 'not_found',
  user_not_found: 'not_found',
  unknown_barcode: 'not_found',
  // Clusters.
  cluster_in_use: 'conflict',
  organization_exists: 'conflict',
  // Users and the catalogue.
  email_taken: 'conflict',
  last_admin: 'conflict',
  sku_taken: 'conflict',
  barcode_taken: 'conflict',
  import_too_large: 'bad_input',
  too_many_photos: 'conflict',
  // Mail.
  mail_not_set_up: 'conflict',
  mail_not_sent: 'unprocessable',
  too_many_report_mails: 'conflict',
  too_many_receipt_mails: 'conflict',
  // Settings.
  last_register: 'conflict',
  currency_in_use: 'conflict',
  // Rules.
  preset_in_use: 'conflict',
  too_many_rules: 'conflict',
  replay_running: 'conflict',
  too_many_sales: 'unprocessable',
  // Selling.
  sale_id_reused: 'conflict',
  price_changed: 'conflict',
  product_archived: 'conflict',
  out_of_stock: 'conflict',
  insufficient_tender: 'unprocessable',
  card_over_tendered: 'unprocessable',
  house_account_not_found: 'not_found',
  house_account_closed: 'conflict',
  account_limit_reached: 'conflict',
  ebt_over_eligible: 'unprocessable',
  ebt_not_exchanged: 'conflict',
  change_over_limit: 'unprocessable',
  tender_not_taken: 'unprocessable',
  tender_needs_connection: 'unprocessable',
  insufficient_balance: 'conflict',
  age_check_required: 'unprocessable',
  underage: 'unprocessable',
  outside_sale_hours: 'unprocessable',
  below_minimum_price: 'unprocessable',
  customer_required: 'unprocessable',
  allocation_exceeded: 'unprocessable',
  seller_too_young: 'forbidden',
  register_closed: 'conflict',
  no_open_shift: 'conflict',
  // The drawer.
  id_reused: 'conflict',
  shift_open: 'conflict',
  shift_closed: 'conflict',
  reason_required: 'unprocessable',
  too_many_movements: 'conflict',
  already_recalled: 'conflict',
  clocked_in: 'conflict',
  clocked_out: 'conflict',
  // Taking in.
  invoice_received: 'conflict',
  // Counting.
  count_is_over: 'conflict',
  count_not_finished: 'conflict',
  // Taking back.
  sale_voided: 'conflict',
  sale_has_returns: 'conflict',
  sale_is_exchange: 'conflict',
  already_returned: 'conflict',
  return_too_late: 'conflict',
  alcohol_not_returnable: 'conflict',
  not_back_on_the_shelf: 'conflict',
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof KIND_OF_ERROR;
export const ERROR_CODES = Object.keys(KIND_OF_ERROR) as ErrorCode[];

/** What can be missing: `sale line` is `sale_line_not_found`. */
export type MissingThing =
  | 'age rule'
  | 'allocation'
  | 'cluster'
  | 'count'
  | 'coupon'
  | 'deposit'
  | 'gift card'
  | 'house account'
  | 'minimum price'
  | 'organization'
  | 'pack'
  | 'photo'
  | 'preset'
  | 'product'
  | 'promotion'
  | 'register'
  | 'sale'
  | 'held sale'
  | 'logo'
  | 'report mail'
  | 'scheduled price'
  | 'shift'
  | 'sale hours'
  | 'sale line'
  | 'store'
  | 'tax'
  | 'user';
