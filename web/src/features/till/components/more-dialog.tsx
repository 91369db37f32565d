import { Button, Kbd, SimpleGrid } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { useT } from '../../../lib/texts';
import { COMMANDS, isOpen } from '../commands';
import type { Till } from '../use-till';

/** What is done to a sale now and then, with its keys. */
export function MoreDialog({ till, onClose }: { till: Till; onClose(): void }) {
  const t = useT();
  const commands = COMMANDS.filter(({ button, byManagers }) => button && (!byManagers || till.mayChangePrices));
  return (
    <Dialog title={t('till.more')} onClose={onClose}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {commands.map((command) => (
          <Button
            key={command.id}
            size="xl"
            px="sm"
            variant="default"
            disabled={!isOpen(command, till)}
            rightSection={<Kbd>{command.key}</Kbd>}
            onClick={() => command.run(till)}
          >
            {t(command.button?.(till) ?? command.text)}
          </Button>
        ))}
      </SimpleGrid>
    </Dialog>
  );
}
