/** The token of every model a tenant database has: features export theirs, and the root hands all of them over. */
export const TENANT_MODELS = Symbol('TENANT_MODELS');
