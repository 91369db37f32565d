import { useMutation, useQuery } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { problemOf } from '../../../lib/problem';

export type Permission = Schemas['AskApprovalDto']['permission'];

/** Who may allow it at this till. */
export function useApprovers(permission: Permission) {
  return useQuery({
    queryKey: [...keys.users, 'approvers', permission],
    queryFn: () => answered(api.GET('/api/approvals/approvers', { params: { query: { permission } } })),
    staleTime: 60_000,
  });
}

export function useApproval() {
  return useMutation({
    mutationFn: (body: Schemas['AskApprovalDto']) => answered(api.POST('/api/approvals', { body })),
  });
}

/** Whether somebody else must allow what was refused. */
export function isAskedFor(error: unknown): boolean {
  return error !== null && error !== undefined && problemOf(error).code === 'approval_required';
}
