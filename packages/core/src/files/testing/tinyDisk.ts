import { execFileSync } from 'node:child_process';
import { onTestFinished, type TestContext } from 'vitest';
import { temporaryFolder } from './temporaryFolder.js';

/**
 * A folder on a disk of its own with 64 KiB, unmounted when the test ends. Where mounting is not
 * allowed the test is skipped, and says so.
 */
export function tinyDisk(context: TestContext): string {
  const folder = temporaryFolder();
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    context.skip('a full disk was not tested: mounting a small one needs Linux and root');
  }
  onTestFinished(() => {
    execFileSync('umount', [folder]);
  });
  return folder;
}
