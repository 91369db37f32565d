import { Button, Kbd, SimpleGrid } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { type TextKey, useT } from '../../../lib/texts';
import type { Register } from '../use-register';

/** What is done to a sale now and then, with its keys. */
export function MoreDialog({ register }: { register: Register }) {
  const t = useT();
  const { nothing, held, last, mayChangePrices, setDialog } = register;
  const actions: { text: TextKey; key: string; off?: boolean; act(): void }[] = [
    nothing
      ? { text: 'held.show', key: 'F6', off: held.length === 0, act: register.holdOrShow }
      : { text: 'held.hold', key: 'F6', act: register.holdOrShow },
    { text: 'empties.title', key: 'F8', act: () => setDialog({ kind: 'empties' }) },
    ...(mayChangePrices
      ? [
          { text: 'customer.title', key: 'F7', act: () => setDialog({ kind: 'customer' }) } as const,
          { text: 'till.saleDiscount', key: 'F4', off: nothing, act: () => setDialog({ kind: 'discount' }) } as const,
        ]
      : []),
    { text: 'receipt.last', key: 'F10', off: !last, act: () => setDialog({ kind: 'receipt' }) },
    { text: 'till.keys', key: '?', act: () => setDialog({ kind: 'keys' }) },
  ];
  return (
    <Dialog title={t('till.more')} onClose={register.closeDialog}>
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        {actions.map(({ text, key, off = false, act }) => (
          <Button
            key={text}
            size="xl"
            px="sm"
            variant="default"
            disabled={off}
            rightSection={<Kbd>{key}</Kbd>}
            onClick={act}
          >
            {t(text)}
          </Button>
        ))}
      </SimpleGrid>
    </Dialog>
  );
}
