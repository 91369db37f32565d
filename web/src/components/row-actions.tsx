import { Button, Group } from '@mantine/core';

export interface RowAction {
  text: string;
  /** What it acts on too, for who hears the page. */
  label: string;
  danger?: boolean;
  loading?: boolean;
  run(): void;
}

/** What can be done with a row of a table. */
export function RowActions({ actions }: { actions: readonly RowAction[] }) {
  return (
    <Group gap="xs" wrap="nowrap">
      {actions.map(({ text, label, danger, loading, run }) => (
        <Button
          key={label}
          size="md"
          variant={danger ? 'subtle' : 'default'}
          {...(danger && { color: 'refused' })}
          loading={loading ?? false}
          aria-label={label}
          onClick={run}
        >
          {text}
        </Button>
      ))}
    </Group>
  );
}
