import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { dialogsEn } from '../locales/dialogs.en';
import { en } from '../locales/en';
import type { officeEn } from '../locales/office.en';
import type { Schemas } from './api-client';

export type TextKey = keyof typeof en | keyof typeof dialogsEn | keyof typeof officeEn;
export type Texts = Record<TextKey, string>;
export type Locale = 'en' | 'es';

/** Fills a text: `t('basket.units', { count: 2 })`. With a count, `key.one` is used for one where there is such a text. */
export type Translate = (key: TextKey, values?: Record<string, string | number>) => string;

type ErrorCode = Schemas['ErrorCode'];

/** What the API's errors are for people, and what is wrong with single fields. */
export interface ProblemTexts {
  problems: Record<ErrorCode, string>;
  /** The API finds fault in English; undefined where that is what people read. */
  fault?: (message: string) => string;
}

const STORED = 'locale';
/** What there is of English until now. */
const english = { ...en } as Texts;

/** The office's part of English, which a till has no need of; asked for with each of its pages, and there before it. */
export async function loadOfficeTexts(): Promise<void> {
  Object.assign(english, (await import('../locales/office.en')).officeEn);
}

/** What comes behind the first page, and the English it says: both, or neither. */
export async function withItsTexts<T>(module: Promise<T>): Promise<T> {
  const [loaded, { dialogsEn }] = await Promise.all([module, import('../locales/dialogs.en')]);
  Object.assign(english, dialogsEn);
  return loaded;
}

const loaders: Record<Locale, () => Promise<Texts>> = {
  en: () => Promise.resolve(english),
  es: () => import('../locales/es').then(({ es }) => es),
};

/** Loaded behind the page: no error need be read before something was done. */
const problemLoaders: Record<Locale, () => Promise<ProblemTexts>> = {
  en: () => import('../locales/problems.en'),
  es: async () => {
    const [{ problems }, { faultInSpanish: fault }] = await Promise.all([
      import('../locales/problems.es'),
      import('../locales/faults.es'),
    ]);
    return { problems, fault };
  },
};

interface TextsContext {
  t: Translate;
  locale: Locale;
  /** Undefined until they are there. */
  problemTexts: ProblemTexts | undefined;
  setLocale(locale: Locale): void;
}

const Context = createContext<TextsContext | undefined>(undefined);

/** The till's English comes with the page; any other language is fetched when it is chosen. */
export function TextsProvider({ children }: { children: ReactNode }) {
  const [locale, setChosen] = useState<Locale>(initialLocale);
  const [texts, setTexts] = useState<Texts | undefined>(locale === 'en' ? english : undefined);
  useEffect(() => {
    let current = true;
    loaders[locale]().then(
      (loaded) => current && setTexts(loaded),
      () => current && setTexts(english),
    );
    document.documentElement.lang = locale;
    return () => {
      current = false;
    };
  }, [locale]);
  useEffect(() => {
    // Another tab's choice is this one's.
    const follow = ({ key }: StorageEvent) => key === STORED && setChosen(initialLocale());
    window.addEventListener('storage', follow);
    return () => window.removeEventListener('storage', follow);
  }, []);
  const [problemTexts, setProblemTexts] = useState<ProblemTexts>();
  useEffect(() => {
    let current = true;
    problemLoaders[locale]().then(
      (loaded) => current && setProblemTexts(loaded),
      () => current && setProblemTexts(undefined),
    );
    return () => {
      current = false;
    };
  }, [locale]);
  const setLocale = useCallback((next: Locale) => {
    localStorage.setItem(STORED, next);
    setChosen(next);
  }, []);
  const value = useMemo(
    () => ({ t: translator(texts ?? english), locale, problemTexts, setLocale }),
    [texts, locale, problemTexts, setLocale],
  );
  return texts ? <Context.Provider value={value}>{children}</Context.Provider> : null;
}

export function useTexts(): TextsContext {
  const context = useContext(Context);
  if (!context) throw new Error('useTexts needs a TextsProvider above it');
  return context;
}

export function useT(): Translate {
  return useTexts().t;
}

export function translator(texts: Texts): Translate {
  return (key, values = {}) => {
    const singular = `${key}.one` as TextKey;
    const text = values['count'] === 1 && singular in texts ? texts[singular] : texts[key];
    // A newer server names what this page has no words for.
    return (text ?? key).replace(/\{(\w+)\}/g, (placeholder, name: string) => String(values[name] ?? placeholder));
  };
}

function initialLocale(): Locale {
  const chosen = localStorage.getItem(STORED) ?? navigator.language;
  return chosen.startsWith('es') ? 'es' : 'en';
}
