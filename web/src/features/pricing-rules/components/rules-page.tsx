import { Button, SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { ConfirmDialog } from '../../../components/confirm-dialog';
import { DataTable } from '../../../components/data-table';
import { Loading, Page } from '../../../components/page';
import { useCatalogue } from '../../../domain/catalogue/use-catalogue';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { type AnyRule, type Draft, KINDS, type Kind, useDeleteRule, useRules } from '../api/rules';
import { conditionsOf, productIdsOf } from '../conditions';
import { describe } from '../describe';
import { draftOf, newDraft } from '../drafts';
import { useProductNames } from '../product-names';
import { MissingMeasures } from './missing-measures';
import { PresetsDialog } from './presets-dialog';
import { RuleForm } from './rule-form';

/** The store's pricing rules: managers see them, org admins change them. */
export function RulesPage() {
  const t = useT();
  const [, navigate] = useLocation();
  const { kind: named } = useParams<{ kind?: string }>();
  const kind = KINDS.find((one) => one === named) ?? 'promotions';
  const { user } = useProfile();
  const mayChange = user.role === 'org_admin';
  const [edited, setEdited] = useState<Draft<Kind>>();
  const [presets, setPresets] = useState(false);

  /** A preset is taxes before anything else: what it brought is to be seen. */
  const showTaxes = () => {
    setPresets(false);
    navigate('/pricing/taxes');
  };

  return (
    <Page
      title={t('nav.pricing')}
      actions={
        mayChange && (
          <>
            <Button size="md" variant="default" onClick={() => setPresets(true)}>
              {t('rule.presets')}
            </Button>
            <Button size="md" onClick={() => setEdited(newDraft(kind))}>
              {t(`rule.new.${kind}`)}
            </Button>
          </>
        )
      }
    >
      <Stack>
        <SegmentedControl
          size="md"
          className="scrolls"
          aria-label={t('nav.pricing')}
          value={kind}
          onChange={(next) => navigate(`/pricing/${next}`)}
          data={KINDS.map((value) => ({ value, label: t(`rule.${value}`) }))}
        />
        <MissingMeasures />
        <RuleList key={kind} kind={kind} mayChange={mayChange} onEdit={(rule) => setEdited(draftOf(rule))} />
      </Stack>
      {edited && <RuleForm kind={kind} draft={edited} onClose={() => setEdited(undefined)} />}
      {presets && <PresetsDialog onUsed={showTaxes} onClose={() => setPresets(false)} />}
    </Page>
  );
}

interface RuleListProps {
  kind: Kind;
  mayChange: boolean;
  onEdit(rule: AnyRule): void;
}

function RuleList({ kind, mayChange, onEdit }: RuleListProps) {
  const t = useT();
  const { currency } = useProfile().organization;
  const rules = useRules(kind);
  const deletion = useDeleteRule(kind);
  const [deleted, setDeleted] = useState<AnyRule>();
  const actions = (rule: AnyRule) => [
    { text: t('app.edit'), label: t('app.editNamed', { name: rule.name }), run: () => onEdit(rule) },
    {
      text: t('app.delete'),
      label: t('app.deleteNamed', { name: rule.name }),
      danger: true,
      run: () => {
        deletion.reset();
        setDeleted(rule);
      },
    },
  ];
  return (
    <>
      {deleted && (
        <ConfirmDialog
          title={t('app.deleteAsk', { name: deleted.name })}
          text={t('rule.deleteText')}
          action={t('app.delete')}
          error={deletion.error}
          pending={deletion.isPending}
          onConfirm={() => deletion.mutate(deleted.id, { onSuccess: () => setDeleted(undefined) })}
          onClose={() => setDeleted(undefined)}
        />
      )}
      <Loading query={rules} isEmpty={(items) => items.length === 0} empty={t(`rule.none.${kind}`)}>
        {(items) => (
          <DataTable
            caption={t(`rule.${kind}`)}
            items={items as AnyRule[]}
            more={rules.more}
            rowKey={({ id }) => id}
            columns={[
              { title: t('product.name'), cell: ({ name }) => name },
              { title: t('rule.what'), cell: (rule) => <What rule={rule} currency={currency} /> },
              {
                title: t('rule.when'),
                cell: ({ effectiveFrom, effectiveTo }) =>
                  effectiveFrom || effectiveTo ? `${effectiveFrom ?? '…'} – ${effectiveTo ?? '…'}` : t('rule.always'),
              },
            ]}
            nameOf={({ name }) => name}
            {...(mayChange && { actions })}
          />
        )}
      </Loading>
    </>
  );
}

/** What a rule does; of a promotion, what it is on and what it asks for. */
function What({ rule, currency }: { rule: AnyRule; currency: string }) {
  const t = useT();
  const promotion = 'offer' in rule ? rule : undefined;
  const catalogue = useCatalogue(useProfile().organization.id);
  const names = useProductNames(catalogue, promotion ? productIdsOf(promotion) : []);
  const conditions = promotion ? conditionsOf(promotion, names, currency, t) : [];
  return (
    <>
      {describe(rule, currency, t)}
      {conditions.length > 0 && <div className="quiet">{conditions.join(' · ')}</div>}
    </>
  );
}
