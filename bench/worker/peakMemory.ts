import { readFile } from 'node:fs/promises';

/**
 * The most memory that this process has held, in bytes.
 *
 * On Linux `getrusage` counts what the parent held when it forked, too; the status file does not.
 */
export async function peakMemory(): Promise<number> {
  const status = await readFile('/proc/self/status', 'utf8').catch(() => '');
  const kibibytes = /^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS;
  return Number(kibibytes) * 1024;
}
