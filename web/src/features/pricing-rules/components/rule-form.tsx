import { Group, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { SaveBar } from '../../../components/save-bar';
import { useT } from '../../../lib/texts';
import { useApiForm } from '../../../lib/use-api-form';
import { type Draft, type Kind, useSaveRule } from '../api/rules';
import { AgeFields } from './age-fields';
import { AllocationFields } from './allocation-fields';
import { Coverage, isWholeStore } from './coverage';
import { DepositFields } from './deposit-fields';
import { HoursFields } from './hours-fields';
import { MinimumFields } from './minimum-fields';
import { changesPrices, OnHistory } from './on-history';
import { PromotionFields } from './promotion-fields';
import { TaxFields } from './tax-fields';
import { TryIt } from './try-it';

/** One form for every kind: what rules have in common, then the kind's own fields. */
export function RuleForm({ kind, draft: begun, onClose }: { kind: Kind; draft: Draft<Kind>; onClose(): void }) {
  const t = useT();
  const save = useSaveRule(kind);
  const form = useApiForm<Draft<Kind>>({
    initialValues: begun,
    write: save,
    onSubmit: (draft) => save.mutate(draft as Draft<typeof kind>, { onSuccess: onClose }),
  });
  const { values: draft, faultAt } = form;
  // Who meant the whole store before is not asked again.
  const [sure, setSure] = useState(
    () =>
      begun.id !== undefined && kind === 'promotions' && selectorsOf(begun as Draft<'promotions'>).some(isWholeStore),
  );
  const chosen = kind === 'promotions' ? selectorsOf(draft as Draft<'promotions'>) : [];
  const change = (values: object) => form.change(values);

  return (
    <Dialog
      title={draft.id ? t('app.editNamed', { name: begun.name }) : t(`rule.new.${kind}`)}
      size="panel"
      unsaved={form.changed}
      onClose={onClose}
    >
      <form onSubmit={form.submit}>
        <Stack>
          <TextInput
            size="md"
            label={t('product.name')}
            description={t('rule.nameHint')}
            required
            data-autofocus
            {...form.text('name')}
          />
          <Group grow align="start">
            {(['effectiveFrom', 'effectiveTo'] as const).map((field) => (
              <TextInput
                key={field}
                type="date"
                size="md"
                label={t(`rule.${field}`)}
                value={draft[field] ?? ''}
                error={faultAt(field)}
                onChange={(event) => change({ [field]: event.currentTarget.value || null })}
              />
            ))}
          </Group>
          {kind === 'taxes' && <TaxFields draft={draft as Draft<'taxes'>} faultAt={faultAt} onChange={change} />}
          {kind === 'deposits' && (
            <DepositFields draft={draft as Draft<'deposits'>} faultAt={faultAt} onChange={change} />
          )}
          {kind === 'promotions' && (
            <PromotionFields draft={draft as Draft<'promotions'>} faultAt={faultAt} onChange={change} />
          )}
          {kind === 'ages' && <AgeFields draft={draft as Draft<'ages'>} faultAt={faultAt} onChange={change} />}
          {kind === 'hours' && <HoursFields draft={draft as Draft<'hours'>} faultAt={faultAt} onChange={change} />}
          {kind === 'minimums' && (
            <MinimumFields draft={draft as Draft<'minimums'>} faultAt={faultAt} onChange={change} />
          )}
          {kind === 'allocations' && (
            <AllocationFields draft={draft as Draft<'allocations'>} faultAt={faultAt} onChange={change} />
          )}
          {kind === 'promotions' && (
            <>
              {chosen.map((selector, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a kit's groups have no other identity
                <Coverage key={index} selector={selector} sure={sure} onSure={setSure} />
              ))}
              <TryIt draft={draft as Draft<'promotions'>} />
            </>
          )}
          {changesPrices(kind) && <OnHistory kind={kind} draft={draft} />}
          <SaveBar saving={form.pending} problem={form.problem} disabled={chosen.some(isWholeStore) && !sure} />
        </Stack>
      </form>
    </Dialog>
  );
}

/** What a promotion is on: of a kit each of its groups. */
function selectorsOf({ selector, offer }: Draft<'promotions'>) {
  return offer.groups ? offer.groups.map((group) => group.selector) : [selector];
}
