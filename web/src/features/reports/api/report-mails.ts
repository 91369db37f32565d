import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';

export type ReportMail = Schemas['ReportMailDto'];
export type NewReportMail = Schemas['NewReportMailDto'];

export function useReportMails() {
  return useQuery({ queryKey: keys.reportMails, queryFn: () => answered(api.GET('/api/report-mails')) });
}

export function useCreateReportMail() {
  return useMailWrite(({ key, body }: { key: string; body: NewReportMail }) =>
    answered(api.POST('/api/report-mails', { body, params: { header: { 'Idempotency-Key': key } } })),
  );
}

export function useSendReportMail() {
  return useMailWrite((id: string) =>
    answered(api.POST('/api/report-mails/{id}/send', { params: { path: { id } }, body: {} as Record<string, never> })),
  );
}

export function useStopReportMail() {
  return useMailWrite((id: string) => answered(api.DELETE('/api/report-mails/{id}', { params: { path: { id } } })));
}

function useMailWrite<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: keys.reportMails }) });
}
