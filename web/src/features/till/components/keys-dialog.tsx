import { Kbd } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { type TextKey, useT } from '../../../lib/texts';

const KEYS: [string, TextKey][] = [
  ['Scan', 'keys.scan'],
  ['6 ×', 'keys.times'],
  ['A ... Z', 'keys.search'],
  ['Up, Down', 'keys.select'],
  ['+ -', 'keys.more'],
  ['Delete', 'keys.remove'],
  ['F2', 'keys.line'],
  ['F3', 'keys.options'],
  ['F4', 'keys.discount'],
  ['F6', 'keys.hold'],
  ['F7', 'keys.customer'],
  ['F8', 'keys.empties'],
  ['F9', 'keys.pay'],
  ['F8', 'keys.card'],
  ['F10', 'keys.receipt'],
  ['?', 'keys.help'],
];

export function KeysDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <table className="rows">
        <tbody>
          {KEYS.map(([key, text]) => (
            <tr key={text}>
              <td width={120}>
                <Kbd>{key}</Kbd>
              </td>
              <td>{t(text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}
