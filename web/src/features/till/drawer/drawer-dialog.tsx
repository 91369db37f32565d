import { Alert, Button, SimpleGrid, Stack, Text } from '@mantine/core';
import {
  IconArrowBarDown,
  IconArrowBarToDown,
  IconArrowBarUp,
  IconLock,
  IconLockOpen,
  IconReportMoney,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Dialog } from '../../../components/dialog';
import { Loading } from '../../../components/loading';
import { ProblemAlert } from '../../../components/problem-alert';
import { PrintedShiftReport, ShiftReport } from '../../../components/shift-report';
import { type Shift, useOpenShift, useX } from '../../../domain/shifts';
import { useThisRegister } from '../../../domain/this-register';
import { formatBusinessDay, formatInstant } from '../../../lib/format';
import { useT } from '../../../lib/texts';
import { useProfile } from '../../session/session';
import { CloseDrawer } from './close-drawer';
import { MoveCash, type Movement } from './move-cash';
import { OpenDrawer, type OpeningStep } from './open-drawer';

interface DrawerDialogProps {
  registerId: string;
  currency: string;
  timezone: string;
  /** Something is rung up, or paid in part. */
  openSale: boolean;
  onClose(): void;
}

const MOVEMENTS: { type: Movement; icon: typeof IconLock }[] = [
  { type: 'pay_in', icon: IconArrowBarDown },
  { type: 'payout', icon: IconArrowBarUp },
  { type: 'drop', icon: IconArrowBarToDown },
  { type: 'no_sale', icon: IconLockOpen },
];

/** What is done with a drawer besides selling. */
export function DrawerDialog(props: DrawerDialogProps) {
  const { registerId, currency, timezone, openSale, onClose } = props;
  const t = useT();
  const open = useOpenShift(registerId);
  const [view, setView] = useState<Movement | 'menu' | 'x' | 'close'>('menu');
  // What is being counted or moved in goes on being shown, whatever somebody else does to it: nothing that was typed goes without a word.
  const [inHand, setInHand] = useState<Shift>();
  const [opening, setOpening] = useState<OpeningStep>();
  const shift = inHand && inHand.id !== open.data?.id ? inHand : open.data;
  const { about, isRequired } = useAbout();
  const { user } = useProfile();
  // Said before anything is counted, not after.
  const mayClose = user.role !== 'cashier' || shift?.openedBy.id === user.id;
  const back = () => {
    setInHand(undefined);
    setView('menu');
  };
  const [isAsking, setAsking] = useState(false);
  const [isGone, setGone] = useState(false);
  /** What is counted is compared with what is there now, not with what was when the menu was opened; without an answer with what is known. */
  const close = async (known: Shift) => {
    setAsking(true);
    const { data } = await open.refetch();
    setAsking(false);
    const isAnother = data !== undefined && data?.id !== known.id;
    setGone(isAnother);
    if (isAnother) return;
    setInHand(data ?? known);
    setView('close');
  };
  if (shift && view === 'close') {
    return <CloseDrawer {...{ shift, currency, timezone, about, openSale, onClose }} />;
  }
  if (shift && (view === 'pay_in' || view === 'payout' || view === 'drop' || view === 'no_sale')) {
    return <MoveCash shift={shift} type={view} currency={currency} onDone={onClose} onClose={back} />;
  }
  return (
    <Dialog
      title={t('drawer.title')}
      size={view === 'x' ? 'md' : 'lg'}
      unsaved={opening === 'typed'}
      onClose={view === 'x' ? back : onClose}
    >
      {shift && view === 'x' && <X shift={shift} currency={currency} timezone={timezone} about={about} />}
      {!shift && open.isPending && <Loading />}
      {!shift && <ProblemAlert error={open.error} />}
      {isGone && view === 'menu' && (
        <Alert color="warning" role="alert" mb="md">
          {t('drawer.closedElsewhere')}
        </Alert>
      )}
      {(open.data === null || opening) && (
        <Stack>
          <Text>{t(isRequired ? 'drawer.openWhy' : 'drawer.none')}</Text>
          <OpenDrawer {...{ registerId, currency }} onStep={setOpening} onOpen={onClose} />
        </Stack>
      )}
      {shift && !opening && view === 'menu' && (
        <Stack>
          <About shift={shift} timezone={timezone} />
          <SimpleGrid cols={{ base: 1, xs: 2 }}>
            {MOVEMENTS.map(({ type, icon: Icon }, index) => (
              <Button
                key={type}
                size="xl"
                variant="default"
                leftSection={<Icon size={24} aria-hidden />}
                data-autofocus={index === 0 || undefined}
                onClick={() => {
                  setInHand(shift);
                  setView(type);
                }}
              >
                {t(`drawer.${type}`)}
              </Button>
            ))}
            <Button
              size="xl"
              variant="default"
              leftSection={<IconReportMoney size={24} aria-hidden />}
              onClick={() => setView('x')}
            >
              {t('drawer.x')}
            </Button>
            <Button
              size="xl"
              leftSection={<IconLock size={24} aria-hidden />}
              loading={isAsking}
              disabled={!mayClose}
              onClick={() => void close(shift)}
            >
              {t('drawer.close')}
            </Button>
          </SimpleGrid>
          {!mayClose && <Text c="dimmed">{t('drawer.othersToClose', { name: shift.openedBy.name })}</Text>}
        </Stack>
      )}
    </Dialog>
  );
}

/** The register as its reports name it, and whether its store wants a count before the first sale. */
function useAbout(): { about: string; isRequired: boolean } {
  const { place } = useThisRegister(useProfile().organization.id);
  const about = place ? `${place.register.name} · ${place.store.name}` : '';
  return { about, isRequired: place?.store.shifts === 'required' };
}

function About({ shift, timezone }: { shift: Shift; timezone: string }) {
  const t = useT();
  return (
    <>
      <Text c="dimmed">
        {t('shift.openedBy', { at: formatInstant(shift.openedAt, timezone), name: shift.openedBy.name })}
      </Text>
      {shift.overdue && (
        <Alert color="warning" role="alert" p="xs">
          {t('drawer.overdue', { day: formatBusinessDay(shift.businessDate) })}
        </Alert>
      )}
    </>
  );
}

function X({ shift, currency, timezone, about }: { shift: Shift; currency: string; timezone: string; about: string }) {
  const t = useT();
  const figures = useX(shift.id);
  if (!figures.data) {
    return figures.error ? <ProblemAlert error={figures.error} /> : <Loading />;
  }
  const props = { figures: figures.data, currency, timezone, about };
  return (
    <Stack>
      <ShiftReport {...props} />
      <PrintedShiftReport {...props} />
      <Button size="lg" data-autofocus onClick={() => window.print()}>
        {t('drawer.print')}
      </Button>
    </Stack>
  );
}
