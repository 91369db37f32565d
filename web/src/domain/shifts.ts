import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { answered, api, type Schemas } from '../lib/api-client';
import { problemOf } from '../lib/problem';
import { usePages } from '../lib/use-pages';
import { keys } from './keys';

export type Shift = Schemas['ShiftDto'];
export type ZReport = Schemas['ZReportDto'];

const REFRESH_MS = 60_000;

const openShift = (registerId: string) =>
  queryOptions({
    queryKey: [...keys.shifts, 'open', registerId],
    queryFn: async (): Promise<Shift | null> => {
      const query = { registerId, status: 'open' } as const;
      const { items } = await answered(api.GET('/api/shifts', { params: { query } }));
      return items[0] ?? null;
    },
    refetchInterval: REFRESH_MS,
  });

/** The open shift of a register; null where none is. */
export function useOpenShift(registerId: string) {
  return useQuery(openShift(registerId));
}

export function useShift(id: string) {
  return useQuery({
    queryKey: [...keys.shifts, 'one', id],
    queryFn: () => answered(api.GET('/api/shifts/{id}', { params: { path: { id } } })),
  });
}

/** What went through a drawer so far. */
export function useX(shiftId: string) {
  return useQuery({
    queryKey: [...keys.shifts, 'x', shiftId],
    queryFn: () => answered(api.GET('/api/shifts/{id}/x', { params: { path: { id: shiftId } } })),
    staleTime: 0,
  });
}

/** Closed shifts of some days, the latest first. */
export function useZReports(filter: { registerId: string; from: string; to: string }) {
  const given = Object.fromEntries(Object.entries(filter).filter(([, text]) => text !== ''));
  return usePages([...keys.shifts, 'z', filter], (cursor) =>
    answered(api.GET('/api/z-reports', { params: { query: { limit: 50, ...given, ...(cursor && { cursor }) } } })),
  );
}

/** Every shift that is open now. */
export function useOpenShifts() {
  return useQuery({
    queryKey: [...keys.shifts, 'all open'],
    queryFn: () => answered(api.GET('/api/shifts', { params: { query: { status: 'open' } } })),
    refetchInterval: REFRESH_MS,
  });
}

/** That it is open is known to the page when somebody has read what the count came to: `seen` says that. */
export function useOpenDrawer(registerId: string) {
  const queries = useQueryClient();
  const opening = useMutation({
    mutationFn: (body: Schemas['OpenShiftDto']) =>
      answered<Shift>(api.POST('/api/registers/{id}/shifts', { params: { path: { id: registerId } }, body })),
  });
  const seen = (shift: Shift) => {
    queries.setQueryData(openShift(registerId).queryKey, shift);
    void queries.invalidateQueries({ queryKey: keys.shifts });
  };
  const refresh = () => void queries.invalidateQueries({ queryKey: keys.shifts });
  return { opening, seen, refresh };
}

export function useMoveCash(shiftId: string) {
  return useShiftWrite((body: Schemas['MoveCashDto']) =>
    answered<Schemas['CashMovementDto']>(
      api.POST('/api/shifts/{id}/movements', { params: { path: { id: shiftId } }, body }),
    ),
  );
}

/** What a count is answered with that is off, or more so than this user may let pass. */
const OFF_BY: readonly string[] = ['reason_required', 'approval_required'];

/** What is shown of the drawer stays as it is until somebody has read its report: `seen` says that. */
export function useCloseDrawer(shiftId: string) {
  const queries = useQueryClient();
  const closing = useMutation({
    mutationFn: (body: Schemas['CloseShiftDto']) =>
      answered<Shift>(api.POST('/api/shifts/{id}/close', { params: { path: { id: shiftId } }, body })),
    onError: (error) => {
      // Somebody sold since it was begun: what is expected by now is shown beside what was counted.
      if (OFF_BY.includes(problemOf(error).code)) void queries.invalidateQueries({ queryKey: keys.shifts });
    },
  });
  return { closing, seen: () => void queries.invalidateQueries({ queryKey: keys.shifts }) };
}

function useShiftWrite<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: keys.shifts }) });
}
