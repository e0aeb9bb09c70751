import { duration } from '@autoencoder-zoo/core/progress';

/** Shows on standard error how far an attack is. */
export interface AttackProgress {
  readonly tell: (done: number, total: number) => void;
  readonly close: () => void;
}

/** A line that is written again on a terminal; elsewhere a line every half minute. */
export function attackProgress(name: string): AttackProgress {
  const { stderr } = process;
  const begin = performance.now();
  let last = stderr.isTTY ? -Infinity : begin;
  return {
    tell(done, total) {
      const now = performance.now();
      if (now - last < (stderr.isTTY ? 200 : 30_000)) return;
      last = now;
      const left =
        done === 0 ? '' : `, ${duration(((now - begin) / 1000) * (total / done - 1))} left`;
      const text = `${name}: ${done} of ${total}${left}`;
      stderr.write(stderr.isTTY ? `\r\x1b[K${text}` : `${text}\n`);
    },
    close() {
      if (stderr.isTTY) stderr.write('\r\x1b[K');
    },
  };
}
