import { canonicalReference, isReference } from '@liquor-pos/domain/customers/customer-reference';
import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { useT } from '../../../lib/texts';
import type { SaleCustomer } from '../basket';

interface CustomerDialogProps {
  /** A club card's number that was scanned while the dialog stood there. */
  scanned: string | undefined;
  /** The groups that some promotion is for. */
  groups: readonly string[];
  customer: SaleCustomer | undefined;
  onSet(customer: SaleCustomer | undefined): void;
  onClose(): void;
}

/** Who buys, where that changes the price: a club's member, who pays no tax. */
export function CustomerDialog({ scanned, groups, customer, onSet, onClose }: CustomerDialogProps) {
  const t = useT();
  const [chosen, setChosen] = useState<readonly string[]>(customer?.groups ?? []);
  const [reference, setReference] = useState(customer?.reference ?? '');
  const [fault, setFault] = useState<string>();
  const [exemption, setExemption] = useState(customer?.taxExemption ?? '');
  useEffect(() => {
    if (scanned !== undefined) setReference(scanned);
  }, [scanned]);
  const toggle = (group: string) =>
    setChosen(chosen.includes(group) ? chosen.filter((other) => other !== group) : [...chosen, group]);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const taxExemption = exemption.trim();
    const known = canonicalReference(reference);
    if (known && !isReference(known)) return setFault(t('customer.noReference'));
    if (chosen.length === 0 && !taxExemption && !known) return onSet(undefined);
    onSet({
      ...(known && { reference: known }),
      ...(chosen.length > 0 && { groups: [...chosen] }),
      ...(taxExemption && { taxExemption }),
    });
  };
  return (
    <Dialog title={t('customer.title')} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            size="lg"
            label={t('customer.reference')}
            description={t('customer.referenceHint')}
            maxLength={60}
            data-autofocus
            value={reference}
            error={fault}
            onChange={(event) => {
              setReference(event.currentTarget.value);
              setFault(undefined);
            }}
          />
          {groups.length > 0 && <Text fw={600}>{t('customer.groups')}</Text>}
          <Group>
            {groups.map((group) => (
              <Button
                key={group}
                size="lg"
                variant={chosen.includes(group) ? 'filled' : 'default'}
                aria-pressed={chosen.includes(group)}
                onClick={() => toggle(group)}
              >
                {group}
              </Button>
            ))}
          </Group>
          <TextInput
            size="lg"
            label={t('customer.exemption')}
            description={t('customer.exemptionHint')}
            maxLength={60}
            value={exemption}
            onChange={(event) => setExemption(event.currentTarget.value)}
          />
          <Button size="lg" type="submit">
            {t('customer.set')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
