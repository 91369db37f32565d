import { useForm } from '@mantine/form';
import { type ComponentProps, type FormEvent, useEffect, useRef } from 'react';
import { useProblemText } from './problem-text';

interface ApiFormOptions<Values extends object> {
  initialValues: Values;
  /** The write the form stands for. */
  write: { error: unknown; isPending: boolean };
  onSubmit(values: Values): void;
}

/** What a text field needs. */
type TextField = Pick<ComponentProps<'input'>, 'value' | 'onChange'> & { error?: string };

export interface ApiForm<Values extends object> {
  values: Values;
  /** Some values, or what they become of those there are by then. */
  change(values: Partial<Values> | ((before: Values) => Partial<Values>)): void;
  /** The props of a text field. @param path the API's name of it, where that is another than the form's */
  text(name: keyof Values & string, path?: string): TextField;
  /** What the API found wrong with a field, which the caller shows beside it. */
  faultAt(path: string): string | undefined;
  submit(event: FormEvent<HTMLFormElement>): void;
  pending: boolean;
  /** Something is other than it was at first. */
  changed: boolean;
  /** For the `ProblemAlert` below the fields: it says what none of them shows. */
  problem: { error: unknown; shownAt(path: string): boolean };
}

/** A form whose values the API judges: no fault it finds is lost, whether its field stands on the page or not. */
export function useApiForm<Values extends object>({
  initialValues,
  write,
  onSubmit,
}: ApiFormOptions<Values>): ApiForm<Values> {
  const form = useForm<Values>({ initialValues });
  const { faultsOf } = useProblemText();
  const faults = new Map(faultsOf(write.error).map(({ path, message }) => [path, message]));
  // Which fields there are shows while the form is drawn; the alert, which stands below them, is drawn after.
  const fields = useRef(new Set<string>());
  fields.current = new Set();
  const faultAt = (path: string) => {
    fields.current.add(path);
    return faults.get(path);
  };
  const sent = useRef<HTMLFormElement>(null);
  // The first field at fault may be out of sight.
  useEffect(() => {
    if (write.error) sent.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [write.error]);
  return {
    values: form.values,
    change: (values) =>
      form.setValues((before) => {
        // Mantine passes all of them, and says that some may be missing.
        const all = before as Values;
        return { ...all, ...(typeof values === 'function' ? values(all) : values) };
      }),
    text: (name, path = name) => {
      const { value, onChange } = form.getInputProps(name) as Required<TextField>;
      const error = faultAt(path);
      return { value, onChange, ...(error !== undefined && { error }) };
    },
    faultAt,
    submit: (event) => {
      sent.current = event.currentTarget;
      form.onSubmit(onSubmit)(event);
    },
    pending: write.isPending,
    changed: form.isDirty(),
    problem: { error: write.error, shownAt: (path) => fields.current.has(path) },
  };
}
