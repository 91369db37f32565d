import { nameWithSize } from '@liquor-pos/domain/catalogue/bottle-size';
import { Loader, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBottle, IconReceipt, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { useLocation } from 'wouter';
import { Dialog } from '../../components/dialog';
import { keys } from '../../domain/keys';
import { productsFound } from '../../domain/products';
import { answered, api } from '../../lib/api-client';
import { formatCents } from '../../lib/format';
import { useT } from '../../lib/texts';
import type { ShellPage } from './pages';

interface FindProps {
  pages: readonly ShellPage[];
  currency: string;
  onClose(): void;
}

interface Found {
  to: string;
  text: string;
  note: string;
  icon: ReactNode;
}

const MOST = 8;

/** Anything by a few keys: pages by name, products by words, size, SKU or barcode, sales by the digits of their receipt. */
export function Find({ pages, currency, onClose }: FindProps) {
  const t = useT();
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const [q] = useDebouncedValue(typed.trim(), 120);
  const products = useQuery(productsFound(q.length > 1 ? q : '', MOST));
  const receipts = useQuery(salesFound(q));
  const matching = pages.filter(({ text }) => t(text).toLowerCase().includes(typed.trim().toLowerCase()));
  const found: Found[] = [
    ...matching.map(({ to, text, icon: Icon }) => ({
      to,
      text: t(text),
      note: '',
      icon: <Icon size={20} aria-hidden />,
    })),
    ...(receipts.data ?? []).map(({ receiptNumber, totalCents }) => ({
      to: `/sales?receipt=${receiptNumber}&kind=sale`,
      text: t('receipt.number', { number: receiptNumber }),
      note: formatCents(totalCents, currency),
      icon: <IconReceipt size={20} aria-hidden />,
    })),
    ...(products.data ?? []).map(({ name, sku, volumeMl, packs }) => ({
      to: `/products?q=${encodeURIComponent(sku)}`,
      text: nameWithSize(name, volumeMl),
      note: [sku, packs[0] && formatCents(packs[0].priceCents, currency)].filter(Boolean).join(' · '),
      icon: <IconBottle size={20} aria-hidden />,
    })),
  ];
  const at = Math.min(chosen, Math.max(found.length - 1, 0));
  // Until the list belongs to what stands in the field, Enter must not open what was found before; pages are found at once.
  const current = at < matching.length || (q === typed.trim() && !products.isFetching && !receipts.isFetching);
  const go = (one: Found | undefined) => {
    if (!one) return;
    navigate(one.to);
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setChosen(Math.min(Math.max(at + step, 0), found.length - 1));
    else if (event.key === 'Enter') current && go(found[at]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title={t('find.title')} onClose={onClose}>
      <TextInput
        size="lg"
        data-autofocus
        aria-label={t('find.what')}
        placeholder={t('find.what')}
        leftSection={<IconSearch size={20} aria-hidden />}
        rightSection={products.isFetching || receipts.isFetching ? <Loader size="xs" /> : null}
        value={typed}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls="found-anything"
        aria-activedescendant={found.length > 0 ? `found-${at}` : undefined}
        onKeyDown={onKeyDown}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setChosen(0);
        }}
      />
      <div id="found-anything" role="listbox" aria-label={t('till.found')} className="find-list">
        {found.map((one, index) => (
          <button
            key={one.to}
            id={`found-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="menu-item"
            onClick={() => go(one)}
          >
            {one.icon}
            <span>{one.text}</span>
            <span className="find-note">{one.note}</span>
          </button>
        ))}
      </div>
      {found.length === 0 && !products.isFetching && (
        <div className="find-nothing">{t('till.nothingFound', { query: q })}</div>
      )}
    </Dialog>
  );
}

/** Sales by their receipt: the whole number, or the digits behind its last dash. */
function salesFound(q: string) {
  return {
    queryKey: [...keys.sales, 'found', q],
    queryFn: async () =>
      (await answered(api.GET('/api/sales', { params: { query: { receiptNumber: q, limit: 3 } } }))).items,
    enabled: /^(\d+-\d+-)?\d{1,6}$/.test(q),
  };
}
