import { Alert, Button, FileButton, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { webpOf } from '../lib/picture';
import { type TextKey, useT } from '../lib/texts';
import { ProblemAlert } from './problem-alert';

interface PictureFieldProps {
  /** What there is now. */
  picture: ReactNode;
  texts: Record<'add' | 'replace' | 'remove', TextKey>;
  /** Saves a WebP in Base64, or takes the picture away. */
  write: { mutate(webp: string | null): void; isPending: boolean; error: unknown };
}

/** A picture: chosen or taken with the camera, made small here, saved at once. */
export function PictureField({ picture, texts, write }: PictureFieldProps) {
  const t = useT();
  const [unreadable, setUnreadable] = useState(false);
  const choose = async (file: File | null) => {
    if (!file) return;
    setUnreadable(false);
    const webp = await webpOf(file).catch(() => undefined);
    if (webp) write.mutate(webp);
    else setUnreadable(true);
  };
  return (
    <>
      <Group>
        {picture}
        <FileButton accept="image/*" onChange={(file) => void choose(file)}>
          {(props) => (
            <Button size="md" variant="default" loading={write.isPending} {...props}>
              {t(picture ? texts.replace : texts.add)}
            </Button>
          )}
        </FileButton>
        {picture && (
          <Button
            size="md"
            variant="subtle"
            color="refused"
            loading={write.isPending}
            onClick={() => write.mutate(null)}
          >
            {t(texts.remove)}
          </Button>
        )}
      </Group>
      {unreadable && <Alert color="refused">{t('photo.unreadable')}</Alert>}
      <ProblemAlert error={write.error} />
    </>
  );
}
