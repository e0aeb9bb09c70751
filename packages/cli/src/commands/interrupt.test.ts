import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { aezoo, lastLine, type Outcome } from '../testing/aezoo.js';
import { temporaryFolder, writeBumps } from '../testing/folder.js';

const folder = temporaryFolder();
writeBumps(join(folder, 'bumps.npy'), 64, [16]);

const args = (out: string) => [
  ...['train', 'denoising', '--data', 'bumps.npy', '--batch-size', '4', '--epochs', '600'],
  ...['--verbose', '--json', '--out', out],
];

/** Runs until the third epoch is over, then sends a signal. */
function interrupted(out: string, signal: NodeJS.Signals) {
  let sent = false;
  return aezoo(folder, args(out), (process, stderr) => {
    if (sent || !stderr.includes('epoch 3/')) return;
    sent = process.kill(signal);
  });
}

const undisturbed = aezoo(folder, args('whole'));

describe('an interrupted training', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'leaves a checkpoint after %s, from which it goes on to the same result',
    async (signal) => {
      const whole = await undisturbed;
      const stopped = await interrupted(signal, signal);
      expect(stopped).toMatchObject({ code: 1, stdout: '' });
      expect(stopped.stderr).not.toContain('epoch 600/');
      expect(existsSync(join(folder, signal, 'model.json'))).toBe(false);
      const [, command] = /go on with: aezoo (.*)\n$/.exec(stopped.stderr)!;
      expect(command).toBe(`${args(signal).join(' ')} --resume`);

      const resumed = await aezoo(folder, command.split(' '));
      expect(resumed.code).toBe(0);
      expect(resumed.stderr).not.toContain('epoch 1/');
      const result = (outcome: Outcome) => lastLine(outcome) as { steps: number; train: object };
      expect(result(resumed).train).toEqual(result(whole).train);
      expect(result(resumed).steps).toBe(result(whole).steps);
      for (const file of ['weights.safetensors', 'history.json']) {
        const bytes = (dir: string) => readFileSync(join(folder, dir, file));
        expect(bytes(signal).equals(bytes('whole')), file).toBe(true);
      }
    },
  );
});
