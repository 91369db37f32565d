import { Alert, Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../components/dialog';
import { hasPorts, type PrinterKind } from '../../domain/printer-ports';
import {
  forgetPrinter,
  kickDrawer,
  type PrinterColumns,
  pairedPrinter,
  pairPrinter,
} from '../../domain/receipt-printer';
import { useT } from '../../lib/texts';

const COLUMNS: readonly PrinterColumns[] = [48, 42, 32];
const KINDS: readonly PrinterKind[] = ['usb', 'serial'];

/** The receipt printer of this device: chosen once, by the browser's own dialog. */
export function PrinterDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const [paired, setPaired] = useState(pairedPrinter);
  const [columns, setColumns] = useState<PrinterColumns>(paired?.columns ?? 48);
  const [failed, setFailed] = useState(false);
  const kinds = KINDS.filter(hasPorts);
  const attempt = (work: Promise<void>) => {
    setFailed(false);
    work.then(
      () => setPaired(pairedPrinter()),
      (error: unknown) => {
        console.warn(error);
        setFailed(true);
      },
    );
  };
  return (
    <Dialog title={t('printer.title')} size="md" onClose={onClose}>
      <Stack>
        <Text c="dimmed">{t(paired ? `printer.is.${paired.kind}` : 'printer.none')}</Text>
        {kinds.length === 0 && <Alert color="warning">{t('printer.noBrowser')}</Alert>}
        {!paired && (
          <>
            <NativeSelect
              size="md"
              label={t('printer.paper')}
              value={String(columns)}
              data={COLUMNS.map((count) => ({ value: String(count), label: t(`printer.columns.${count}`) }))}
              onChange={(event) => setColumns(Number(event.currentTarget.value) as PrinterColumns)}
            />
            <Group grow>
              {kinds.map((kind) => (
                <Button
                  key={kind}
                  size="lg"
                  px="xs"
                  variant="default"
                  onClick={() => attempt(pairPrinter(kind, columns))}
                >
                  {t(`printer.by.${kind}`)}
                </Button>
              ))}
            </Group>
          </>
        )}
        {paired && (
          <Group grow>
            <Button size="lg" px="xs" variant="default" onClick={() => attempt(kickDrawer())}>
              {t('printer.kick')}
            </Button>
            <Button
              size="lg"
              variant="default"
              onClick={() => {
                forgetPrinter();
                setPaired(undefined);
              }}
            >
              {t('printer.forget')}
            </Button>
          </Group>
        )}
        {failed && (
          <Alert color="warning" role="alert">
            {t('printer.failed')}
          </Alert>
        )}
      </Stack>
    </Dialog>
  );
}
