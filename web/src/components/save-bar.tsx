import { Button } from '@mantine/core';
import { useT } from '../lib/texts';

/** The button at the foot of an editor, in reach however long the editor is. */
export function SaveBar({ saving, disabled = false }: { saving: boolean; disabled?: boolean }) {
  const t = useT();
  return (
    <div className="dialog-save">
      <Button fullWidth size="lg" type="submit" loading={saving} disabled={disabled}>
        {t('app.save')}
      </Button>
    </div>
  );
}
