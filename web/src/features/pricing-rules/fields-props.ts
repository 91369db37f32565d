import type { Draft, Kind } from './api/rules';

export interface FieldsProps<K extends Kind> {
  draft: Draft<K>;
  /** What the API finds wrong with a field, by its path. */
  faultAt(path: string): string | undefined;
  onChange(change: Partial<Draft<K>>): void;
}
