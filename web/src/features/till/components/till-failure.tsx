import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { formatCents } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { useSaleJustMade } from '../effects/sale-just-made';

/** In the place of a till that cannot be shown: what was just sold first of all, for the customer waits for the change. */
export function TillFailure({ onAgain }: { onAgain(): void }) {
  const t = useT();
  const { user, organization } = useProfile();
  const [made, keep] = useSaleJustMade(user.id);
  const { currency } = organization;
  const goOn = () => {
    keep(undefined);
    onAgain();
  };
  return (
    <Center h="100%" p="md">
      <Stack align="center" maw={560}>
        <Title order={1} size="h3">
          {t(made ? 'done.title' : 'nav.till')}
        </Title>
        {made && (
          <>
            <Text size="xl">{t('done.change')}</Text>
            <Text fz={64} fw={700} lh={1.1} aria-label={t('done.change')}>
              {formatCents(made.sale.changeCents, currency)}
            </Text>
            <Text size="lg">
              {t('done.receipt', {
                number: made.sale.receiptNumber,
                total: formatCents(made.sale.totalCents, currency),
              })}
            </Text>
          </>
        )}
        <Text role="alert" ta="center">
          {t(made ? 'till.failedAfterSale' : 'app.failed')}
        </Text>
        {made && (
          <Button size="xl" autoFocus onClick={goOn}>
            {t('done.next')}
          </Button>
        )}
        <Button size="lg" variant={made ? 'default' : 'filled'} onClick={() => window.location.reload()}>
          {t('app.reload')}
        </Button>
      </Stack>
    </Center>
  );
}
