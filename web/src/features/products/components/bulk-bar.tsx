import { tagsIn } from '@liquor-pos/domain/catalogue/product-file';
import { Button, Group, Stack, TextInput } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { useToasts } from '../../../components/toasts';
import { saveFile } from '../../../lib/csv';
import type { Problem } from '../../../lib/problem';
import { useProblemText } from '../../../lib/problem-text';
import { useScansIntoFields } from '../../../lib/scans-into-fields';
import { beep } from '../../../lib/sounds';
import { useT } from '../../../lib/texts';
import { useOnce } from '../../../lib/use-once';
import { type ChangesMade, type ProductChange, useChangeProducts } from '../api/change-products';
import type { Product } from '../api/products';
import { exported } from '../product-file';

const PriceGrid = lazy(() => import('./price-grid').then((module) => ({ default: module.PriceGrid })));

interface BulkBarProps {
  products: readonly Product[];
  currency: string;
  onLabels(): void;
  onDone(): void;
}

/** What is done to all the products that are chosen. */
export function BulkBar({ products, currency, onLabels, onDone }: BulkBarProps) {
  const t = useT();
  const toast = useToasts();
  const { textOf, faultOf } = useProblemText();
  const change = useChangeProducts();
  const [asking, setAsking] = useState<'prices' | 'category' | 'tag'>();
  const once = useOnce();
  const run = (changes: ProductChange[], undo?: (changed: readonly Product[]) => ProductChange[]) =>
    once((ended) => change.mutate(changes, { onSuccess: (made) => say(made, undo), onSettled: ended }));
  const say = (
    { changed, refused: [first, ...others] }: ChangesMade,
    undo?: (changed: readonly Product[]) => ProductChange[],
  ) => {
    // What was refused can be put right and sent again: prices stay as they were typed.
    if (!first || asking !== 'prices') setAsking(undefined);
    if (!first) onDone();
    const done = t('bulk.done', { count: changed.length });
    const fault = first && `${first.product.name}: ${wordsOf(first.problem)}`;
    toast({
      text: [done, fault, others.length > 0 && t('bulk.moreRefused', { count: others.length })]
        .filter(Boolean)
        .join(' '),
      undo: undo && changed.length > 0 ? () => change.mutate(undo(changed)) : undefined,
    });
  };
  const wordsOf = (problem: Problem) =>
    problem.errors?.map((fault) => faultOf(fault).message).join(' ') || textOf(problem);
  const archive = () =>
    run(
      products.map((product) => ({ product, change: { active: false } })),
      (changed) => changed.map((product) => ({ product, change: { active: true } })),
    );
  const setWord = (word: string) =>
    run(
      products.map((product) => ({
        product,
        change: asking === 'category' ? { category: word } : { tags: tagsIn([...product.tags, word].join()) },
      })),
    );

  return (
    <>
      <div className="bulk" role="toolbar" aria-label={t('bulk.title')}>
        <span>{t('bulk.chosen', { count: products.length })}</span>
        <button type="button" onClick={() => setAsking('prices')}>
          {t('bulk.prices')}
        </button>
        <button type="button" onClick={() => setAsking('category')}>
          {t('product.category')}
        </button>
        <button type="button" onClick={() => setAsking('tag')}>
          {t('bulk.tag')}
        </button>
        <button type="button" onClick={onLabels}>
          {t('products.labels')}
        </button>
        <button type="button" onClick={() => saveFile('products.csv', exported(products), 'text/csv')}>
          {t('products.export')}
        </button>
        <button type="button" disabled={change.isPending} onClick={archive}>
          {t('products.archive')}
        </button>
        <button type="button" onClick={onDone}>
          {t('bulk.none')}
        </button>
      </div>
      {asking === 'prices' && (
        <Suspense fallback={null}>
          <PriceGrid
            products={products}
            currency={currency}
            pending={change.isPending}
            onChange={(changes) => run(changes)}
            onClose={() => setAsking(undefined)}
          />
        </Suspense>
      )}
      {(asking === 'category' || asking === 'tag') && (
        <WordDialog
          title={t(asking === 'category' ? 'product.category' : 'bulk.tag')}
          count={products.length}
          pending={change.isPending}
          onSet={setWord}
          onClose={() => setAsking(undefined)}
        />
      )}
    </>
  );
}

interface WordDialogProps {
  title: string;
  count: number;
  pending: boolean;
  onSet(word: string): void;
  onClose(): void;
}

function WordDialog({ title, count, pending, onSet, onClose }: WordDialogProps) {
  const t = useT();
  const [word, setWord] = useState('');
  // A scan is no word: it would be given to all of them.
  useScansIntoFields(true, () => beep('error'));
  return (
    <Dialog title={title} size="sm" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSet(word.trim());
        }}
      >
        <Stack>
          <TextInput
            label={title}
            data-autofocus
            maxLength={60}
            value={word}
            onChange={(event) => setWord(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" loading={pending} disabled={word.trim() === ''}>
              {t('bulk.set', { count })}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
