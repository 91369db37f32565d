import { type ShelfLabel, zplLabels } from '@liquor-pos/domain/labels/zpl-labels';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useToasts } from '../../../components/toasts';
import { forgetLabelPrinter, pairedLabelPrinter, printLabels } from '../../../domain/label-printer';
import { hasPorts, type PrinterKind } from '../../../domain/printer-ports';
import { useT } from '../../../lib/texts';

const KINDS: readonly PrinterKind[] = ['usb', 'serial'];

/** The same labels on a printer that has a roll of them, and its own language: chosen once, then one press. */
export function LabelPrinter({ labels }: { labels: readonly ShelfLabel[] }) {
  const t = useT();
  const show = useToasts();
  const [paired, setPaired] = useState(pairedLabelPrinter);
  const [isPrinting, setPrinting] = useState(false);
  const kinds = paired ? [paired.kind] : KINDS.filter(hasPorts);
  const print = async (kind: PrinterKind) => {
    setPrinting(true);
    try {
      await printLabels(zplLabels(labels), kind);
      setPaired(pairedLabelPrinter());
    } catch (error) {
      console.warn(error);
      show({ text: t('labels.silent') });
    }
    setPrinting(false);
  };
  return (
    <>
      {kinds.map((kind) => (
        <Button key={kind} size="md" variant="default" loading={isPrinting} onClick={() => void print(kind)}>
          {t(paired ? 'labels.toPrinter' : `labels.by.${kind}`)}
        </Button>
      ))}
      {paired && (
        <Button
          size="md"
          variant="subtle"
          onClick={() => {
            forgetLabelPrinter();
            setPaired(undefined);
          }}
        >
          {t('labels.forget')}
        </Button>
      )}
    </>
  );
}
