import { Center, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { Loading } from '../components/loading';
import { type Profile, useSession } from '../features/session/session';
import { Till } from '../features/till/components/till';
import { loadOfficeTexts, useT, withItsTexts } from '../lib/texts';
import { Shell } from './shell/shell';

/** The back office comes when it is asked for: a till need not load what a cashier never sees. */
const page = <Name extends string>(load: () => Promise<Record<Name, () => React.ReactNode>>, name: Name) =>
  lazy(() =>
    Promise.all([withItsTexts(load()), import('./back-office-styles'), loadOfficeTexts()]).then(([module]) => ({
      default: module[name],
    })),
  );

const Dashboard = page(() => import('../features/dashboard/components/dashboard'), 'Dashboard');
const ProductsPage = page(() => import('../features/products/components/products-page'), 'ProductsPage');
const InventoryPage = page(() => import('../features/inventory/components/inventory-page'), 'InventoryPage');
const CountsPage = page(() => import('../features/stock-counts/components/counts-page'), 'CountsPage');
const CountPage = page(() => import('../features/stock-counts/components/count-page'), 'CountPage');
const RulesPage = page(() => import('../features/pricing-rules/components/rules-page'), 'RulesPage');
const SalesPage = page(() => import('../features/sales/components/sales-page'), 'SalesPage');
const DrawersPage = page(() => import('../features/drawers/components/drawers-page'), 'DrawersPage');
const AccountsPage = page(() => import('../features/house-accounts/components/accounts-page'), 'AccountsPage');
const AuditPage = page(() => import('../features/audit/components/audit-page'), 'AuditPage');
const ReportsPage = page(() => import('../features/reports/components/reports-page'), 'ReportsPage');
const UsersPage = page(() => import('../features/users/components/users-page'), 'UsersPage');
const SettingsPage = page(() => import('../features/settings/components/settings-page'), 'SettingsPage');
const PlatformPage = page(() => import('../features/platform/components/platform-page'), 'PlatformPage');

/** Who is signed in already goes to the till without it. */
const SignInForm = lazy(() =>
  import('../features/session/components/sign-in-form').then((module) => ({ default: module.SignInForm })),
);

/** A second window, which needs nobody to be signed in: it shows what the till says. */
const CustomerDisplay = lazy(() =>
  withItsTexts(import('../features/customer-display/customer-display')).then((module) => ({
    default: module.CustomerDisplay,
  })),
);

export function Router() {
  return (
    <Switch>
      <Route path="/display">
        <Suspense fallback={<Waiting />}>
          <CustomerDisplay />
        </Suspense>
      </Route>
      <Route component={SignedIn} />
    </Switch>
  );
}

/** The address stays while one signs in again, so that one is back where one was. */
function SignedIn() {
  const { profile } = useSession();
  if (profile === undefined) return <Waiting />;
  if (profile === null) {
    return (
      <Suspense fallback={<Waiting />}>
        <SignInForm />
      </Suspense>
    );
  }
  return (
    <Shell>
      <Suspense fallback={<Waiting />}>
        <Pages role={profile.user.role} />
      </Suspense>
    </Shell>
  );
}

/** Each role has its pages; what it may not see is not there, and the API refuses it besides. */
function Pages({ role }: { role: Profile['user']['role'] }) {
  if (role === 'platform_admin') {
    return (
      <Switch>
        <Route path="/platform" component={PlatformPage} />
        <Route>
          <Redirect to="/platform" replace />
        </Route>
      </Switch>
    );
  }
  if (role === 'cashier') {
    return (
      <Switch>
        <Route path="/till" component={Till} />
        <Route>
          <Redirect to="/till" replace />
        </Route>
      </Switch>
    );
  }
  return (
    <Switch>
      <Route path="/till" component={Till} />
      <Route path="/" component={Dashboard} />
      <Route path="/products" component={ProductsPage} />
      <Route path="/inventory" component={InventoryPage} />
      <Route path="/counts" component={CountsPage} />
      <Route path="/counts/:id" component={CountPage} />
      <Route path="/pricing/:kind?" component={RulesPage} />
      <Route path="/sales" component={SalesPage} />
      <Route path="/drawers" component={DrawersPage} />
      <Route path="/accounts" component={AccountsPage} />
      <Route path="/log" component={AuditPage} />
      <Route path="/reports" component={ReportsPage} />
      <Route path="/users" component={UsersPage} />
      {role === 'org_admin' && <Route path="/settings" component={SettingsPage} />}
      <Route>
        <Redirect to="/" replace />
      </Route>
    </Switch>
  );
}

function Waiting() {
  const t = useT();
  return (
    <Center h="100%" mih="40dvh">
      <VisuallyHidden component="h1">{t('app.loading')}</VisuallyHidden>
      <Loading />
    </Center>
  );
}
