import { Alert, Button, FileButton, Group } from '@mantine/core';
import { useState } from 'react';
import { ProblemAlert } from '../../../components/problem-alert';
import { ProductPhoto } from '../../../components/product-photo';
import { useT } from '../../../lib/texts';
import { type Product, useSetPhoto } from '../api/products';
import { webpOf } from '../photo-file';

/** A product's photo: chosen or taken with the camera, made small here, saved at once. */
export function PhotoField({ product }: { product: Product }) {
  const t = useT();
  const set = useSetPhoto(product.id);
  const [unreadable, setUnreadable] = useState(false);
  const photo = set.data ? set.data.photo : product.photo;
  const choose = async (file: File | null) => {
    if (!file) return;
    setUnreadable(false);
    const webp = await webpOf(file).catch(() => undefined);
    if (webp) set.mutate(webp);
    else setUnreadable(true);
  };
  return (
    <>
      <Group>
        <ProductPhoto product={{ id: product.id, photo }} />
        <FileButton accept="image/*" onChange={(file) => void choose(file)}>
          {(props) => (
            <Button size="md" variant="default" loading={set.isPending} {...props}>
              {t(photo ? 'photo.replace' : 'photo.add')}
            </Button>
          )}
        </FileButton>
        {photo && (
          <Button size="md" variant="subtle" color="refused" loading={set.isPending} onClick={() => set.mutate(null)}>
            {t('photo.remove')}
          </Button>
        )}
      </Group>
      {unreadable && <Alert color="refused">{t('photo.unreadable')}</Alert>}
      <ProblemAlert error={set.error} />
    </>
  );
}
