import { Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { Mark } from '../../../components/mark';
import { ProblemAlert } from '../../../components/problem-alert';
import { useT } from '../../../lib/texts';
import { useSession } from '../session';

export function SignInForm() {
  const { signIn } = useSession();
  const t = useT();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({ mutationFn: () => signIn(email, password) });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };

  return (
    <main className="sign-in">
      <div className="sign-in-face">
        <Mark size={56} />
        <strong className="sign-in-name">Liquor POS</strong>
        <p>{t('signIn.claim')}</p>
      </div>
      <form className="sign-in-form" onSubmit={submit}>
        <Stack>
          <h1>{t('signIn.title')}</h1>
          <TextInput
            label={t('signIn.email')}
            type="email"
            size="lg"
            autoComplete="username"
            required
            autoFocus
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('signIn.password')}
            size="lg"
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <ProblemAlert error={attempt.error} />
          <Button type="submit" size="lg" loading={attempt.isPending}>
            {t('signIn.submit')}
          </Button>
        </Stack>
      </form>
    </main>
  );
}
