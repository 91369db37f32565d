import { Alert } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { prepareZXingModule, type ReaderOptions, readBarcodes } from 'zxing-wasm/reader';
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { useT } from '../../../lib/texts';

/** The codes that stand on bottles and cases. */
const READER: ReaderOptions = {
  formats: ['EAN-13', 'EAN-8', 'UPC-A', 'UPC-E', 'ITF-14', 'Code128'],
  maxNumberOfSymbols: 1,
};
/** A code that stays in the picture is one bottle; out of it for this long, it is the next one. */
const GONE_MS = 1_200;
const PICTURE_WIDTH = 960;

prepareZXingModule({ overrides: { locateFile: () => wasmUrl } });

/** The camera of a phone as a scanner: hold the code into the picture, then the next. */
export function CameraScanner({ onScan }: { onScan(code: string): void }) {
  const t = useT();
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState<'insecure' | 'refused'>();
  const latest = useRef(onScan);
  latest.current = onScan;
  useEffect(() => {
    // Browsers lend the camera to secure pages alone.
    if (!navigator.mediaDevices) {
      setFailed('insecure');
      return;
    }
    const ended = new AbortController();
    void watch(video.current, ended.signal, (code) => latest.current(code)).catch(() => {
      if (!ended.signal.aborted) setFailed('refused');
    });
    return () => ended.abort();
  }, []);
  if (failed) return <Alert color="warning">{t(`count.camera.${failed}`)}</Alert>;
  return (
    <div className="camera">
      <video ref={video} muted playsInline aria-label={t('count.camera')} />
    </div>
  );
}

async function watch(video: HTMLVideoElement | null, ended: AbortSignal, onCode: (code: string) => void) {
  if (!video) return;
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' } });
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  if (ended.aborted) return stop();
  ended.addEventListener('abort', stop);
  video.srcObject = stream;
  await video.play();
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d', { willReadFrequently: true });
  let shown: { code: string; at: number } | undefined;
  while (!ended.aborted && context) {
    await nextFrame(video);
    if (video.videoWidth === 0) continue;
    canvas.width = Math.min(PICTURE_WIDTH, video.videoWidth);
    canvas.height = Math.round((canvas.width / video.videoWidth) * video.videoHeight);
    context.drawImage(video, 0, 0, canvas.width, canvas.height);
    const [found] = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), READER);
    const at = performance.now();
    if (shown && at - shown.at > GONE_MS) shown = undefined;
    if (!found?.text) continue;
    const { text: code } = found;
    if (shown?.code !== code && !ended.aborted) {
      navigator.vibrate?.(40);
      onCode(code);
    }
    shown = { code, at };
  }
}

function nextFrame(video: HTMLVideoElement): Promise<unknown> {
  return new Promise((resolve) => {
    if ('requestVideoFrameCallback' in video) video.requestVideoFrameCallback(resolve);
    else requestAnimationFrame(resolve);
  });
}
