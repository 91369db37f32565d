import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { ProblemAlert } from '../../../components/problem-alert';
import { fieldErrors } from '../../../lib/problem';
import { useT } from '../../../lib/texts';
import { type Draft, type Kind, useSaveRule } from '../api/rules';
import { AgeFields } from './age-fields';
import { DepositFields } from './deposit-fields';
import { HoursFields } from './hours-fields';
import { PromotionFields } from './promotion-fields';
import { TaxFields } from './tax-fields';
import { TryIt } from './try-it';

/** One form for every kind: what rules have in common, then the kind's own fields. */
export function RuleForm({ kind, draft: begun, onClose }: { kind: Kind; draft: Draft<Kind>; onClose(): void }) {
  const t = useT();
  const [draft, setDraft] = useState(begun);
  const save = useSaveRule(kind);
  const faults = fieldErrors(save.error);
  const change = (values: object) => setDraft({ ...draft, ...values });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(draft as Draft<typeof kind>, { onSuccess: onClose });
  };
  const unshown = Object.entries(faults).filter(([path]) => !['name', 'effectiveFrom', 'effectiveTo'].includes(path));

  return (
    <Dialog
      title={draft.id ? t('app.editNamed', { name: begun.name }) : t(`rule.new.${kind}`)}
      size="xl"
      onClose={onClose}
    >
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            size="md"
            label={t('product.name')}
            description={t('rule.nameHint')}
            required
            data-autofocus
            value={draft.name}
            error={faults['name']}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Group grow align="start">
            {(['effectiveFrom', 'effectiveTo'] as const).map((field) => (
              <TextInput
                key={field}
                type="date"
                size="md"
                label={t(`rule.${field}`)}
                value={draft[field] ?? ''}
                error={faults[field]}
                onChange={(event) => change({ [field]: event.currentTarget.value || null })}
              />
            ))}
          </Group>
          {kind === 'taxes' && <TaxFields draft={draft as Draft<'taxes'>} faults={faults} onChange={change} />}
          {kind === 'deposits' && (
            <DepositFields draft={draft as Draft<'deposits'>} faults={faults} onChange={change} />
          )}
          {kind === 'promotions' && (
            <PromotionFields draft={draft as Draft<'promotions'>} faults={faults} onChange={change} />
          )}
          {kind === 'ages' && <AgeFields draft={draft as Draft<'ages'>} faults={faults} onChange={change} />}
          {kind === 'hours' && <HoursFields draft={draft as Draft<'hours'>} faults={faults} onChange={change} />}
          {kind === 'promotions' && <TryIt draft={draft as Draft<'promotions'>} />}
          <ProblemAlert error={save.error} />
          {unshown.map(([path, message]) => (
            <div key={path}>
              {path}: {message}
            </div>
          ))}
          <Button size="lg" type="submit" loading={save.isPending}>
            {t('app.save')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
