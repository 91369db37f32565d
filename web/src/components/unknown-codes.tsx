import { Alert, Text } from '@mantine/core';
import { useT } from '../lib/texts';

/** Codes that were scanned and that no product has, until somebody has read them. */
export function UnknownCodes({ codes, onDismiss }: { codes: readonly string[]; onDismiss(): void }) {
  const t = useT();
  if (codes.length === 0) return null;
  return (
    <Alert color="warning" role="alert" withCloseButton closeButtonLabel={t('app.dismiss')} onClose={onDismiss}>
      {codes.map((code, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: codes are only added
        <Text key={index}>{t('till.unknownCode', { code })}</Text>
      ))}
    </Alert>
  );
}
