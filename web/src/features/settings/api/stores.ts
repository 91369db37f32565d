import { useMutation, useQueryClient } from '@tanstack/react-query';
import { keys } from '../../../domain/keys';

/** A write after which stores and registers are read anew. */
export function useStoreWrite<Input>(write: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({ mutationFn: write, onSettled: () => queries.invalidateQueries({ queryKey: keys.stores }) });
}
