import { arch, cpus, loadavg, platform, totalmem } from 'node:os';

/** The machine, as figures need it beside them. */
export interface Machine {
  readonly processor: string;
  readonly cores: number;
  /** Gibibytes. */
  readonly memory: number;
  readonly platform: string;
  readonly node: string;
  /** Processes that wanted to run in the minute before the run. */
  readonly load: number;
}

/** This machine, now. */
export function machine(): Machine {
  const processors = cpus();
  const [{ model }] = processors;
  return {
    processor: model.trim(),
    cores: processors.length,
    memory: Math.round(totalmem() / 2 ** 30),
    platform: `${platform()} ${arch()}`,
    node: process.version,
    load: loadavg()[0],
  };
}
