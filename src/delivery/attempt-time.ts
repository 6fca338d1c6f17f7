const mebibyte = 1024 * 1024;

/** Milliseconds for each whole MiB: what a line with 4 Mbit/s needs. */
const perMebibyte = 2_000;

/** The time that an attempt has; it grows with what there is to carry. */
export interface AttemptTime extends Disposable {
  /** Aborts when the time is up. */
  readonly signal: AbortSignal;
  /** Gives more time for so many bytes. */
  allowFor(bytes: number): void;
}

/** @param timeout in milliseconds, for what is smaller than a MiB. */
export function openAttemptTime(timeout: number): AttemptTime {
  const controller = new AbortController();
  let end = performance.now() + timeout;
  const wait = () => setTimeout(() => controller.abort(timeIsUp()), end - performance.now()).unref();
  let timer = wait();
  return {
    signal: controller.signal,
    allowFor: (bytes) => {
      end += Math.floor(bytes / mebibyte) * perMebibyte;
      clearTimeout(timer);
      timer = wait();
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

/** As `AbortSignal.timeout` says it. */
function timeIsUp(): DOMException {
  return new DOMException('The time of the attempt is up.', 'TimeoutError');
}
