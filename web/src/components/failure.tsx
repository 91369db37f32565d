import { Button, Center, Stack, Text } from '@mantine/core';
import { useT } from '../lib/texts';

/** What cannot be shown says so and can be loaded anew: after an update, an open page may miss a part it had not loaded yet. */
export function Failure() {
  const t = useT();
  return (
    <Center h="100%" mih="50dvh" p="md">
      <Stack align="center">
        <Text role="alert" ta="center">
          {t('app.failed')}
        </Text>
        <Button size="lg" onClick={() => window.location.reload()}>
          {t('app.reload')}
        </Button>
      </Stack>
    </Center>
  );
}
