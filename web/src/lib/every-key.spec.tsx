import { createRoot } from 'react-dom/client';
import { expect, it } from 'vitest';
import { useEveryKey } from './every-key';

function Dialog({ hear }: { hear(key: string): void }) {
  useEveryKey(true, () => ({ listen: ({ key }) => hear(key) }));
  return <p>Here</p>;
}

it('hears the keys that come once it is drawn, before the page has had another turn', async () => {
  const heard: string[] = [];
  const place = document.createElement('div');
  const drawn = new Promise<void>((resolve) => {
    const observer = new MutationObserver(() => {
      window.dispatchEvent(new KeyboardEvent('keydown', { key: '7' }));
      observer.disconnect();
      resolve();
    });
    observer.observe(place, { childList: true });
  });
  const root = createRoot(place);
  root.render(<Dialog hear={(key) => heard.push(key)} />);
  await drawn;
  expect(heard).toEqual(['7']);
  root.unmount();
});
