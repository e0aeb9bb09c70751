import { describe, expect, it } from 'vitest';
import { aezoo } from './testing/aezoo.js';
import { temporaryFolder } from './testing/folder.js';

const folder = temporaryFolder();

describe('aezoo', () => {
  it('helps', async () => {
    const { code, stdout, stderr } = await aezoo(folder, ['--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const command of [
      'list',
      'train',
      'evaluate',
      'encode',
      'sample',
      'reconstruct',
      'zoo',
      'reproduce',
    ]) {
      expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
  });

  it('tells its version', async () => {
    const { code, stdout } = await aezoo(folder, ['--version']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it.each([
    [[], 'Usage: aezoo'],
    [['fly'], "unknown command 'fly'"],
    [['list', '--colour'], "unknown option '--colour'"],
    [['train', '--data', 'mnist'], "missing required argument 'variant'"],
    [['train', 'underComplete'], "required option '--data <name|file>' not specified"],
    [['train', 'underComplete', '--data', 'mnist', '--epochs', '0'], 'whole number of at least 1'],
    [['train', 'underComplete', '--data', 'mnist', '--learning-rate', '-1'], 'number above 0'],
    [['train', 'underComplete', '--data', 'mnist', '--engine', 'steam'], 'compiled, eager'],
    [['train', 'underComplete', '--data', 'mnist', '--provider', 'steam'], 'cpu, cuda, webgpu'],
    [['train', 'underComplete', '--data', 'mnist', '--set', 'latentDim'], 'expected key=value'],
  ])('refuses %j with code 2', async (args, message) => {
    const { code, stdout, stderr } = await aezoo(folder, args);
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });
});
