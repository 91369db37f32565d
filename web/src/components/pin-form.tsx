import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { problemOf } from '../lib/problem';
import { useProblemText } from '../lib/problem-text';
import { useT } from '../lib/texts';
import { Keypad } from './keypad';
import { ProblemAlert } from './problem-alert';

const PIN = /^\d{4,8}$/;
const LONGEST = 8;

interface PinFormProps {
  /** Who may type one; undefined while that is not known. */
  people: readonly { id: string; name: string }[] | undefined;
  /** Under which it is remembered who did so last. */
  kept: string;
  /** What is said where nobody has one. */
  nobody: string;
  about: string;
  action: string;
  pending: boolean;
  error: unknown;
  /** @returns when it was looked at; a wrong one is thrown */
  onPin(userId: string, pin: string): Promise<void>;
}

/** Somebody's PIN, by touch or by keys: whoever typed the last one is chosen already. */
export function PinForm({ people, kept, nobody, about, action, pending, error, onPin }: PinFormProps) {
  const t = useT();
  const [chosen, setChosen] = useState(() => localStorage.getItem(kept));
  const [pin, setPin] = useState('');
  const { textOf } = useProblemText();
  const problem = error ? problemOf(error) : undefined;
  const wrong = problem?.code === 'wrong_pin' ? textOf(problem) : undefined;
  const person = people?.find(({ id }) => id === chosen) ?? people?.[0];
  const ready = PIN.test(pin) && !pending && (person !== undefined || people === undefined);
  const sendAs = (id: string) => {
    localStorage.setItem(kept, id);
    onPin(id, pin).catch(() => setPin(''));
  };
  // An Enter that came before it is known who may: it counts as soon as that says whose PIN it must be, and no guess is made.
  const [early, setEarly] = useState(false);
  const waiting = early && people === undefined && !error;
  useEffect(() => {
    if (!early || people === undefined) return;
    setEarly(false);
    const meant = people.length === 1 ? people[0] : people.find(({ id }) => id === chosen);
    if (meant) sendAs(meant.id);
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!ready) return;
    if (person) sendAs(person.id);
    else setEarly(true);
  };
  const change = (typed: (before: string) => string) => {
    setPin(typed);
    setEarly(false);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <Text c="dimmed">{people?.length === 0 ? nobody : about}</Text>
        <Group gap="xs">
          {people?.map(({ id, name }) => (
            <Button
              key={id}
              size="md"
              variant={id === person?.id ? 'filled' : 'default'}
              aria-pressed={id === person?.id}
              onClick={() => setChosen(id)}
            >
              {name}
            </Button>
          ))}
        </Group>
        <TextInput
          size="lg"
          type="password"
          label={t('approve.pin')}
          inputMode="numeric"
          autoComplete="off"
          data-autofocus
          maxLength={LONGEST}
          value={pin}
          error={wrong}
          onChange={(event) => {
            const digits = event.currentTarget.value.replace(/\D/g, '');
            change(() => digits);
          }}
        />
        <Keypad
          onKey={(digit) => change((before) => (before + digit).slice(0, LONGEST))}
          onBack={() => change((before) => before.slice(0, -1))}
          last={<span />}
        />
        <ProblemAlert error={wrong === undefined ? error : null} />
        <Button size="xl" type="submit" disabled={!ready} loading={pending || waiting}>
          {action}
        </Button>
      </Stack>
    </form>
  );
}
