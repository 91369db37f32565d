// `npm run build`: installs and builds what changed, and no more.
import { ensureBuilt, ensureInstalled, main } from './workspace.mjs';

main(async () => {
  await ensureInstalled();
  await ensureBuilt();
});
