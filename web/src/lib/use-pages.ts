import { useInfiniteQuery } from '@tanstack/react-query';

export interface PageOf<T> {
  items: T[];
  nextCursor: string | null;
}

/** A list with pages, as one list and a way to more of it. @param everyMs how often it is read anew where others change it meanwhile */
export function usePages<T>(
  queryKey: readonly unknown[],
  load: (cursor: string | undefined) => Promise<PageOf<T>>,
  { everyMs }: { everyMs?: number } = {},
) {
  const query = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam || undefined),
    initialPageParam: '',
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    ...(everyMs && { refetchInterval: everyMs }),
  });
  return {
    data: query.data?.pages.flatMap(({ items }) => items),
    dataUpdatedAt: query.dataUpdatedAt,
    error: query.error,
    isPending: query.isPending,
    refetch: query.refetch,
    more: {
      hasMore: query.hasNextPage,
      loading: query.isFetchingNextPage,
      load: () => void query.fetchNextPage(),
    },
  };
}
