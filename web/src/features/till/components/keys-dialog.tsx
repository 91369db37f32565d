import '../till-dialogs.css';
import { Button, Kbd } from '@mantine/core';
import { Dialog } from '../../../components/dialog';
import { type TextKey, useT } from '../../../lib/texts';
import { COMMANDS, type Command, isOpen } from '../commands';
import type { Till } from '../use-till';

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

/** All that can be done at the till: by key, or by a tap here, which is how it is done where the page has no room for buttons. */
export function KeysDialog({ till, onClose }: { till: Till; onClose(): void }) {
  const t = useT();
  const commands = COMMANDS.filter(({ id, offered }) => id !== 'keys' && offered?.(till) !== false);
  const run = (command: Command) => {
    onClose();
    command.run(till);
  };
  const told = ([key, text]: (typeof TYPED)[number]) => (
    <tr key={text}>
      <td width={120}>
        <Kbd>{key}</Kbd>
      </td>
      <td>{t(text)}</td>
    </tr>
  );
  return (
    <Dialog title={t('keys.title')} onClose={onClose}>
      <table className="rows">
        <tbody>
          {commands.map((command) => (
            <tr key={command.id}>
              <td width={120}>{command.key && <Kbd>{command.key}</Kbd>}</td>
              <td>
                <Button
                  className="keys-run"
                  size="md"
                  fullWidth
                  justify="start"
                  variant="default"
                  disabled={!isOpen(command, till)}
                  onClick={() => run(command)}
                >
                  {t(command.text)}
                </Button>
              </td>
            </tr>
          ))}
          {TYPED.map(told)}
          {IN_THE_TENDER.map(told)}
        </tbody>
      </table>
    </Dialog>
  );
}
