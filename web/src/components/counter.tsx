import { ActionIcon, Group } from '@mantine/core';
import { useT } from '../lib/texts';

interface CounterProps {
  /** What is counted. */
  name: string;
  count: number;
  most: number;
  disabled: boolean;
  onCount(count: number): void;
}

/** How many of a thing, one more or one less with each tap. */
export function Counter({ name, count, most, disabled, onCount }: CounterProps) {
  const t = useT();
  return (
    <Group gap="xs" wrap="nowrap">
      <ActionIcon
        type="button"
        size={44}
        variant="default"
        disabled={count === 0 || disabled}
        aria-label={t('till.oneLess', { name })}
        onClick={() => onCount(count - 1)}
      >
        −
      </ActionIcon>
      <output className="back-count" aria-label={t('back.count', { name })}>
        {count}
      </output>
      <ActionIcon
        type="button"
        size={44}
        variant="default"
        disabled={count >= most || disabled}
        aria-label={t('till.oneMore', { name })}
        onClick={() => onCount(count + 1)}
      >
        +
      </ActionIcon>
    </Group>
  );
}
