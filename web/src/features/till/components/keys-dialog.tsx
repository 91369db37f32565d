import '../till-dialogs.css';
import { Kbd } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { type TextKey, useT } from '../../../lib/texts';
import { COMMANDS } from '../commands';

/** What is typed, scanned or pressed on a line; commands have a table of their own. */
const TYPED: readonly [key: string, text: TextKey][] = [
  ['Scan', 'keys.scan'],
  ['6 ×', 'keys.times'],
  ['A ... Z', 'keys.search'],
  ['Up, Down', 'keys.select'],
  ['+ -', 'keys.more'],
  ['Delete', 'keys.remove'],
];
const IN_THE_TENDER: readonly [key: string, text: TextKey][] = [['F8', 'keys.card']];

export function KeysDialog({ onClose }: { onClose(): void }) {
  const t = useT();
  const commands = COMMANDS.flatMap(({ key, text }) => (key ? [[key, text] as const] : []));
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <table className="rows">
        <tbody>
          {[...TYPED, ...commands, ...IN_THE_TENDER].map(([key, text]) => (
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
