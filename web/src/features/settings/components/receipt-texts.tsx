import { receiptHead } from '@liquor-pos/domain/receipts/receipt-document';
import { SimpleGrid, Textarea, TextInput } from '@mantine/core';
import { ReceiptHead } from '../../../components/receipt';
import type { Schemas } from '../../../lib/api-client';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';

type Texts = Schemas['ReceiptTextsDto'];

interface ReceiptTextsProps {
  texts: Texts;
  faultAt(path: string): string | undefined;
  onChange(values: Schemas['UpdateStoreDto']): void;
}

/** What the store's receipts say besides what was sold, with the receipt as it will be beside it. */
export function ReceiptTexts({ texts, faultAt, onChange }: ReceiptTextsProps) {
  const t = useT();
  const { name } = useProfile().organization;
  const change = (values: Partial<Texts>) => onChange({ receipt: { ...texts, ...values } });
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <div className="receipt-fields">
        <TextInput
          label={t('receiptTexts.taxNumber')}
          value={texts.taxNumber}
          error={faultAt('receipt.taxNumber')}
          onChange={(event) => change({ taxNumber: event.currentTarget.value })}
        />
        {(['address', 'head', 'foot'] as const).map((field) => (
          <Textarea
            key={field}
            label={t(`receiptTexts.${field}`)}
            rows={2}
            value={texts[field]}
            error={faultAt(`receipt.${field}`)}
            onChange={(event) => change({ [field]: event.currentTarget.value })}
          />
        ))}
      </div>
      <section className="receipt receipt-preview" aria-label={t('receiptTexts.preview')}>
        <header>
          <ReceiptHead name={name} lines={receiptHead(texts)} />
        </header>
        <p>…</p>
        {texts.foot && <p className="receipt-text">{texts.foot}</p>}
      </section>
    </SimpleGrid>
  );
}
