/** The product's mark: a bottle on its green. */
export function Mark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" className="mark">
      <rect width="32" height="32" rx="8" />
      <path d="M14 5h4v6c3 2 4 4 4 7v8a1 1 0 0 1-1 1H11a1 1 0 0 1-1-1v-8c0-3 1-5 4-7z" />
      <rect x="10" y="19" width="12" height="4" />
    </svg>
  );
}
