import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { useT } from '../../../lib/texts';

interface CouponDialogProps {
  taken: readonly string[];
  /** The coupon that was typed; undefined where no offer has it. */
  codeIn(text: string): string | undefined;
  onChange(coupons: readonly string[]): void;
  onClose(): void;
}

/** A coupon of the store's, typed where it can't be scanned; those of the sale can be taken off again. */
export function CouponDialog({ taken, codeIn, onChange, onClose }: CouponDialogProps) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<string>();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const code = codeIn(typed);
    if (!code) return setFault(t('coupon.unknown'));
    onChange([...new Set([...taken, code])]);
  };
  return (
    <Dialog title={t('action.coupon')} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            size="lg"
            label={t('coupon.code')}
            maxLength={30}
            data-autofocus
            value={typed}
            error={fault}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              setFault(undefined);
            }}
          />
          <Button size="lg" type="submit" disabled={typed.trim() === ''}>
            {t('coupon.take')}
          </Button>
          {taken.map((code) => (
            <Group key={code} justify="space-between">
              <strong>{code}</strong>
              <Button
                size="md"
                variant="default"
                aria-label={t('coupon.remove', { code })}
                onClick={() => onChange(taken.filter((other) => other !== code))}
              >
                ×
              </Button>
            </Group>
          ))}
        </Stack>
      </form>
    </Dialog>
  );
}
