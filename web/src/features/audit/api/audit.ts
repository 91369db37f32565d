import { useQuery } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { usePages } from '../../../lib/use-pages';

export type AuditEntry = Schemas['AuditEntryDto'];
export type Refusal = Schemas['RefusalDto'];
export type Exceptions = Schemas['CashierExceptionsDto'];

interface Days {
  from: string;
  to: string;
}

export function useAudit(filter: Days & { actorId: string; action: string; subject: string }) {
  return usePages([...keys.audit, filter], (cursor) =>
    answered(api.GET('/api/audit', { params: { query: { limit: 50, ...given(filter), ...(cursor && { cursor }) } } })),
  );
}

export function useRefusals(filter: Days) {
  return usePages([...keys.audit, 'refusals', filter], (cursor) =>
    answered(
      api.GET('/api/refusals', { params: { query: { limit: 200, ...given(filter), ...(cursor && { cursor }) } } }),
    ),
  );
}

export function useExceptions({ from, to }: Days) {
  return useQuery({
    queryKey: [...keys.audit, 'exceptions', from, to],
    queryFn: () => answered(api.GET('/api/reports/exceptions', { params: { query: { from, to } } })),
  });
}

export function useHours({ from, to }: Days) {
  return useQuery({
    queryKey: [...keys.audit, 'hours', from, to],
    queryFn: () => answered(api.GET('/api/reports/hours', { params: { query: { from, to } } })),
  });
}

function given<T extends object>(filter: T): Partial<T> {
  return Object.fromEntries(Object.entries(filter).filter(([, text]) => text !== '')) as Partial<T>;
}
