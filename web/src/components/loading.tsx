import { Loader } from '@mantine/core';
import { useT } from '../lib/texts';

/** Something is on its way: turning, and said to whom the screen is read. */
export function Loading() {
  const t = useT();
  return <Loader role="status" aria-label={t('app.loading')} />;
}
