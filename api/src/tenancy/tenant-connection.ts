/** The name under which feature modules ask for the connection of the request's tenant. */
export const TENANT = 'TENANT';
