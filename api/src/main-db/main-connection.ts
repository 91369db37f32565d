/** The name of the connection to the main database, for `@InjectConnection` and `@InjectModel`. */
export const MAIN = 'MAIN';

/** Spelled so: it is the existing database's name. */
export const MAIN_DATABASE = 'NewLiqourPOS';
