import { IconDots, IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { Mark } from '../../components/mark';
import { type TextKey, useT } from '../../lib/texts';
import { isAt, type ShellPage } from './pages';

const KEPT = 'shell.navigation';
/** As many as a phone's bar has room for, beside the button for the rest. */
const IN_BAR = 4;

/** The pages: a rail that can be made narrow, on a phone a bar at the bottom with the rest behind a button. */
export function Navigation({ groups }: { groups: { text: TextKey; pages: ShellPage[] }[] }) {
  const t = useT();
  const [location] = useLocation();
  const [narrow, setNarrow] = useState(() => localStorage.getItem(KEPT) === 'narrow');
  // The till wants the width for its keys and its sale.
  const isNarrow = narrow || location === '/till';
  const toggle = () => {
    localStorage.setItem(KEPT, narrow ? 'wide' : 'narrow');
    setNarrow(!narrow);
  };
  const pages = groups.flatMap((group) => group.pages);
  const rest = pages.slice(IN_BAR);
  const restId = 'shell-more-pages';
  return (
    <nav className="rail" data-narrow={isNarrow || undefined} aria-label={t('nav.pages')}>
      <div className="rail-name">
        <Mark />
        <span className="rail-text">Liquor POS</span>
      </div>
      {groups.map(({ text, pages: inGroup }) => (
        <div key={text} className="rail-group">
          <div className="rail-title rail-text">{t(text)}</div>
          {inGroup.map((page) => (
            <PageLink key={page.to} page={page} current={isAt(location, page)} beyondBar={rest.includes(page)} />
          ))}
        </div>
      ))}
      {location !== '/till' && (
        <button type="button" className="rail-link rail-toggle" aria-expanded={!narrow} onClick={toggle}>
          {narrow ? <IconLayoutSidebarLeftExpand size={20} /> : <IconLayoutSidebarLeftCollapse size={20} />}
          <span className="rail-text">{t(narrow ? 'nav.widen' : 'nav.narrow')}</span>
        </button>
      )}
      {rest.length > 0 && (
        <>
          <button type="button" className="rail-link rail-more" popoverTarget={restId}>
            <IconDots size={20} />
            <span className="rail-text">{t('app.more')}</span>
          </button>
          <div id={restId} popover="auto" className="menu rail-rest">
            {rest.map(({ to, text, icon: Icon }) => (
              <Link
                key={to}
                href={to}
                className="menu-item"
                onClick={() => document.getElementById(restId)?.hidePopover()}
              >
                <Icon size={20} />
                {t(text)}
              </Link>
            ))}
          </div>
        </>
      )}
    </nav>
  );
}

function PageLink({ page, current, beyondBar }: { page: ShellPage; current: boolean; beyondBar: boolean }) {
  const t = useT();
  const { to, text, icon: Icon } = page;
  return (
    <Link
      href={to}
      className={beyondBar ? 'rail-link rail-beyond' : 'rail-link'}
      title={t(text)}
      aria-current={current ? 'page' : undefined}
    >
      <Icon size={20} stroke={1.75} aria-hidden />
      <span className="rail-text">{t(text)}</span>
    </Link>
  );
}
