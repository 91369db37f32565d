import '../till-dialogs.css';
import { readLicence } from '@liquor-pos/domain/licence/licence';
import { type AgeCheck, type AgeRequirement, bornOnOrBefore, checkAge } from '@liquor-pos/domain/pricing/age';
import type { LocalDate } from '@liquor-pos/domain/time/local-time';
import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { Keypad } from '../../../components/keypad';
import { useDigitKeys } from '../../../lib/digit-keys';
import { formatDay } from '../../../lib/format';
import { type TextKey, useT } from '../../../lib/texts';
import { birthDateMask, readBirthDate } from '../age-keys';
import { useLicenceScan } from '../effects/licence-scan';
import type { Refusal } from '../machine/state';

interface AgeDialogProps {
  requirement: AgeRequirement;
  today: LocalDate;
  onPassed(check: AgeCheck): void;
  /** Too young, no proof, or another reason. */
  onRefused(refusal: Refusal): void;
  /** A bottle was scanned meanwhile. */
  onScan(code: string, quantity: number, begun?: string): void;
  onClose(): void;
}

/** Asked once a sale: big keys for a birth date, a licence through the scanner, or a look where that is enough. */
export function AgeDialog({ requirement, today, onPassed, onRefused, onScan, onClose }: AgeDialogProps) {
  const t = useT();
  const [typed, setTyped] = useState('');
  const [fault, setFault] = useState<TextKey>();
  const [refusing, setRefusing] = useState(false);

  const decide = (check: AgeCheck) => {
    const outcome = checkAge(check, requirement, today);
    if (outcome.passed) return onPassed(check);
    if (outcome.fault === 'underage') return onRefused({ reason: 'underage', method: check.method });
    setTyped('');
    setFault(outcome.fault === 'licence_expired' ? 'age.expired' : 'age.badDate');
  };

  const press = (digits: string) => {
    setFault(undefined);
    const next = `${typed}${digits}`.slice(0, 8);
    setTyped(next);
    if (next.length < 8) return;
    const birthDate = readBirthDate(next);
    if (birthDate) return decide({ method: 'birth_date', birthDate });
    setTyped('');
    setFault('age.badDate');
  };
  const back = () => setTyped((digits) => digits.slice(0, -1));

  const readScan = (text: string) => {
    const licence = readLicence(text);
    if (!licence.read) return setFault(`age.licence.${licence.fault}`);
    decide({ method: 'licence', birthDate: licence.birthDate, expiresOn: licence.expiresOn });
  };
  // First: the digits of a licence are no birth date.
  useLicenceScan(readScan);
  const onTakenBack = (before: string) => {
    setTyped(before);
    setFault(undefined);
  };
  useDigitKeys(true, { onScan, byHand: { typed, onDigits: press, onTakenBack } });
  useBackspace(back);

  if (refusing) return <WhyRefused onRefused={onRefused} />;
  return (
    <Dialog title={t('age.title')} size="md" onClose={onClose}>
      <Stack>
        <Text>{t('age.ask', { age: requirement.minimumAge })}</Text>
        <Text className="age-date">{formatDay(bornOnOrBefore(requirement.minimumAge, today))}</Text>
        <Text size="sm" c="dimmed">
          {t('age.key')}
        </Text>
        <Text className="keyed" aria-label={t('age.birthDate')} aria-live="polite" tabIndex={-1} data-autofocus>
          {birthDateMask(typed)}
        </Text>
        {fault && (
          <Alert color="refused" role="alert" p="xs">
            {t(fault)}
          </Alert>
        )}
        <Keypad
          onKey={press}
          onBack={back}
          last={
            <button type="button" className="keypad-key keypad-refuse" onClick={() => setRefusing(true)}>
              {t('age.refuse')}
            </button>
          }
        />
        {requirement.visualAllowed && (
          <Group grow>
            <Button size="lg" variant="light" onClick={() => onPassed({ method: 'visual' })}>
              {t('age.looksOld')}
            </Button>
          </Group>
        )}
      </Stack>
    </Dialog>
  );
}

const REASONS = ['no_id', 'expired_id', 'underage', 'intoxicated', 'third_party', 'other'] as const;

/** One press says why; whoever leaves without one has refused all the same. */
function WhyRefused({ onRefused }: Pick<AgeDialogProps, 'onRefused'>) {
  const t = useT();
  return (
    <Dialog title={t('age.why')} size="md" onClose={() => onRefused({ reason: 'other' })}>
      <Stack>
        {REASONS.map((reason, index) => (
          <Button
            key={reason}
            size="lg"
            variant="default"
            data-autofocus={index === 0 || undefined}
            onClick={() => onRefused({ reason })}
          >
            {t(`refusal.${reason}`)}
          </Button>
        ))}
      </Stack>
    </Dialog>
  );
}

function useBackspace(back: () => void): void {
  useEffect(() => {
    const listen = ({ key }: KeyboardEvent) => key === 'Backspace' && back();
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  });
}
