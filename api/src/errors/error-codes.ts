/** Every `code` a problem can have. Each stays what it is across releases: programs rely on them, and people read texts of their own for them. */
export const ERROR_CODES = [
  // Whatever is asked for.
  'validation_failed',
  'body_too_complex',
  'payload_too_large',
  'unsupported_media_type',
  'bad_request',
  'route_not_found',
  'method_not_allowed',
  'idempotency_key_reused',
  'stale_version',
  'internal_error',
  'database_unavailable',
  'database_full',
  'migration_pending',
  'organization_moving',
  // Who asks.
  'unauthenticated',
  'invalid_credentials',
  'too_many_attempts',
  'too_many_requests',
  'user_inactive',
  'organization_inactive',
  'forbidden',
  'approval_required',
  'backdating_forbidden',
  'wrong_password',
  'wrong_pin',
  'approver_lacks_permission',
  'approval_used',
  // What is not there.
  'age_rule_not_found',
  'allocation_not_found',
  'cluster_not_found',
  'count_not_found',
  'deposit_not_found',
  'gift_card_not_found',
  'coupon_not_found',
  'minimum_price_not_found',
  'organization_not_found',
  'pack_not_found',
  'photo_not_found',
  'preset_not_found',
  'product_not_found',
  'promotion_not_found',
  'register_not_found',
  'sale_not_found',
  'held_sale_not_found',
  'logo_not_found',
  'report_mail_not_found',
  'scheduled_price_not_found',
  'shift_not_found',
  'sale_hours_not_found',
  'sale_line_not_found',
  'store_not_found',
  'tax_not_found',
  'user_not_found',
  'unknown_barcode',
  // Clusters.
  'cluster_in_use',
  'organization_exists',
  // Users and the catalogue.
  'email_taken',
  'last_admin',
  'sku_taken',
  'barcode_taken',
  'import_too_large',
  'too_many_photos',
  // Mail.
  'mail_not_set_up',
  'mail_not_sent',
  'too_many_report_mails',
  'too_many_receipt_mails',
  // Settings.
  'last_register',
  'currency_in_use',
  // Rules.
  'preset_in_use',
  'too_many_rules',
  'replay_running',
  'too_many_sales',
  // Selling.
  'sale_id_reused',
  'price_changed',
  'product_archived',
  'out_of_stock',
  'insufficient_tender',
  'card_over_tendered',
  'house_account_not_found',
  'house_account_closed',
  'account_limit_reached',
  'ebt_over_eligible',
  'ebt_not_exchanged',
  'change_over_limit',
  'tender_not_taken',
  'tender_needs_connection',
  'insufficient_balance',
  'age_check_required',
  'underage',
  'outside_sale_hours',
  'below_minimum_price',
  'customer_required',
  'allocation_exceeded',
  'seller_too_young',
  'register_closed',
  'no_open_shift',
  // The drawer.
  'id_reused',
  'shift_open',
  'shift_closed',
  'reason_required',
  'too_many_movements',
  'already_recalled',
  'clocked_in',
  'clocked_out',
  // Taking in.
  'invoice_received',
  // Counting.
  'count_is_over',
  'count_not_finished',
  // Taking back.
  'sale_voided',
  'sale_has_returns',
  'sale_is_exchange',
  'already_returned',
  'return_too_late',
  'alcohol_not_returnable',
  'not_back_on_the_shelf',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

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
