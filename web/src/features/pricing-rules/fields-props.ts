import type { Draft, Kind } from './api/rules';

export interface FieldsProps<K extends Kind> {
  draft: Draft<K>;
  faults: Record<string, string>;
  onChange(change: Partial<Draft<K>>): void;
}
