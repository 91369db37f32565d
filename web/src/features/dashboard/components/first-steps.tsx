import { IconArrowRight, IconCircleCheckFilled, IconCircleDashed } from '@tabler/icons-react';
import { Link } from 'wouter';
import { useT } from '../../../lib/texts';
import { type FirstStep, useFirstSteps } from '../api/first-steps';

const WHERE: Record<FirstStep, string> = {
  rules: '/pricing/taxes',
  ages: '/pricing/ages',
  products: '/products',
  stock: '/inventory',
  people: '/users',
  sale: '/till',
};

/** For a store that has not begun: what is to be done first, each with where, until all of it is. */
export function FirstSteps() {
  const t = useT();
  const steps = useFirstSteps();
  if (!steps || steps.every(({ done }) => done)) return null;
  return (
    <section className="card first-steps" aria-label={t('first.title')}>
      <div className="card-head">
        <h2>{t('first.title')}</h2>
        <span>{t('first.done', { done: steps.filter(({ done }) => done).length, all: steps.length })}</span>
      </div>
      <ol>
        {steps.map(({ name, done }) => (
          <li key={name} data-done={done || undefined}>
            {done ? <IconCircleCheckFilled size={22} aria-hidden /> : <IconCircleDashed size={22} aria-hidden />}
            <span>
              <strong>{t(`first.${name}`)}</strong>
              <span>{t(done ? 'first.isDone' : `first.${name}.why`)}</span>
            </span>
            {!done && (
              <Link href={WHERE[name]} aria-label={t(`first.${name}`)}>
                <IconArrowRight size={20} aria-hidden />
              </Link>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
