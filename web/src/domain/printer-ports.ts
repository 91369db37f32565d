export type PrinterKind = 'usb' | 'serial';

/** A printer that takes bytes. */
export interface PrinterPort {
  identity: string;
  /** @throws where it takes nothing */
  write(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  close(): Promise<void>;
}

/** Of Web Serial, what is used of it here (https://wicg.github.io/serial). */
interface SerialPort {
  readonly writable: WritableStream<Uint8Array> | null;
  getInfo(): { usbVendorId?: number; usbProductId?: number };
  open(options: { baudRate: number }): Promise<void>;
  close(): Promise<void>;
}
interface Serial {
  requestPort(): Promise<SerialPort>;
  getPorts(): Promise<SerialPort[]>;
}

/** Of WebUSB, what is used of it here (https://wicg.github.io/webusb). */
interface UsbEndpoint {
  endpointNumber: number;
  direction: 'in' | 'out';
  type: string;
}
interface UsbDevice {
  readonly vendorId: number;
  readonly productId: number;
  readonly serialNumber?: string;
  readonly configuration: {
    interfaces: { interfaceNumber: number; alternate: { interfaceClass: number; endpoints: UsbEndpoint[] } }[];
  } | null;
  open(): Promise<void>;
  close(): Promise<void>;
  selectConfiguration(value: number): Promise<void>;
  claimInterface(number: number): Promise<void>;
  transferOut(endpoint: number, bytes: Uint8Array<ArrayBuffer>): Promise<{ status: string }>;
}
interface Usb {
  requestDevice(options: { filters: { classCode: number }[] }): Promise<UsbDevice>;
  getDevices(): Promise<UsbDevice[]>;
}

type Devices = Navigator & { serial?: Serial; usb?: Usb };

/** What most receipt printers are set to. */
const BAUD_RATE = 9600;
const BITS_A_BYTE = 10;
/** USB's class of printers. */
const PRINTERS = 7;
/** A printer that takes nothing for so long has no paper, or is off. */
const PATIENCE_MS = 10_000;

export function hasPorts(kind: PrinterKind): boolean {
  return kind in navigator;
}

/** Lets somebody choose one, by the browser's own dialog. @throws where nobody did */
export async function choosePort(kind: PrinterKind): Promise<PrinterPort> {
  const { serial, usb } = navigator as Devices;
  if (kind === 'serial' && serial) return serialPort(await serial.requestPort());
  if (kind === 'usb' && usb) return usbPort(await usb.requestDevice({ filters: [{ classCode: PRINTERS }] }));
  throw new Error(`this browser has no ${kind}`);
}

/** The one that was chosen before. @throws where it is not there */
export async function portOf(kind: PrinterKind, identity: string): Promise<PrinterPort> {
  const { serial, usb } = navigator as Devices;
  const ports =
    kind === 'serial'
      ? ((await serial?.getPorts()) ?? []).map(serialPort)
      : ((await usb?.getDevices()) ?? []).map(usbPort);
  const port = ports.find((one) => one.identity === identity);
  if (!port) throw new Error('the printer is not there');
  return port;
}

function serialPort(port: SerialPort): PrinterPort {
  const { usbVendorId = 0, usbProductId = 0 } = port.getInfo();
  return {
    identity: `${usbVendorId}:${usbProductId}`,
    async write(bytes) {
      if (!port.writable) await inTime(port.open({ baudRate: BAUD_RATE }));
      const writer = port.writable?.getWriter();
      if (!writer) throw new Error('the printer takes nothing');
      try {
        await inTime(writer.write(bytes), (bytes.length * BITS_A_BYTE * 1000) / BAUD_RATE);
      } finally {
        writer.releaseLock();
      }
    },
    close: () => port.close(),
  };
}

function usbPort(device: UsbDevice): PrinterPort {
  let endpoint: number | undefined;
  return {
    identity: `${device.vendorId}:${device.productId}:${device.serialNumber ?? ''}`,
    async write(bytes) {
      endpoint ??= await inTime(opened(device));
      const { status } = await inTime(device.transferOut(endpoint, bytes));
      if (status !== 'ok') throw new Error(`the printer says ${status}`);
    },
    close: () => device.close(),
  };
}

/** @returns where its bytes go */
async function opened(device: UsbDevice): Promise<number> {
  await device.open();
  if (!device.configuration) await device.selectConfiguration(1);
  for (const { interfaceNumber, alternate } of device.configuration?.interfaces ?? []) {
    const out = alternate.endpoints.find(({ direction, type }) => direction === 'out' && type === 'bulk');
    if (alternate.interfaceClass !== PRINTERS || !out) continue;
    await device.claimInterface(interfaceNumber);
    return out.endpointNumber;
  }
  throw new Error('this is no printer');
}

/** @param takesMs what it takes where all is well */
function inTime<T>(work: Promise<T>, takesMs = 0): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error('the printer does not answer')), PATIENCE_MS + takesMs);
  });
  return Promise.race([work, late]);
}
