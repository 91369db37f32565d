import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';
import { answered, api, type Schemas } from '../../../lib/api-client';
import { usePages } from '../../../lib/use-pages';

export type User = Schemas['UserDto'];
export type UserInput = Schemas['CreateUserDto'];
export type UserChange = Schemas['UpdateUserDto'];

export function useUsers() {
  return usePages(keys.users, (cursor) =>
    answered(api.GET('/api/users', { params: { query: { limit: 100, ...(cursor && { cursor }) } } })),
  );
}

/** @param idempotencyKey made once for each form, so that pressing Save again after a lost answer makes no second user */
export function useCreateUser(idempotencyKey: string) {
  return useUserWrite((user: UserInput) =>
    answered(api.POST('/api/users', { body: user, params: { header: { 'Idempotency-Key': idempotencyKey } } })),
  );
}

export function useUpdateUser(id: string) {
  return useUserWrite((change: UserChange) =>
    answered(api.PUT('/api/users/{id}', { params: { path: { id } }, body: change })),
  );
}

/** When somebody was born who sells; asked for where somebody is shown alone. */
export function useBirthDate(id: string) {
  return useQuery({
    queryKey: [...keys.users, 'birth date', id],
    queryFn: () => answered(api.GET('/api/users/{id}/birth-date', { params: { path: { id } } })),
  });
}

export function useSetBirthDate(id: string) {
  return useUserWrite((birthDate: string | null) =>
    answered(api.PUT('/api/users/{id}/birth-date', { params: { path: { id } }, body: { birthDate } })),
  );
}

export function useDeleteUser(id: string) {
  return useUserWrite(() => answered(api.DELETE('/api/users/{id}', { params: { path: { id } } })));
}

function useUserWrite<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const queries = useQueryClient();
  // Also after a refusal: it may mean that the list is out of date.
  return useMutation({ mutationFn, onSettled: () => queries.invalidateQueries({ queryKey: keys.users }) });
}
