import { existsSync } from 'node:fs';

/** The system's Firefox, where there is one. */
export const FIREFOX = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find(existsSync);
