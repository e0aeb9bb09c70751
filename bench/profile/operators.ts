import { readFile } from 'node:fs/promises';

/** Time of one operator of a graph. */
export interface OperatorTime {
  readonly operator: string;
  /** Nodes of a run. */
  readonly count: number;
  /** Milliseconds of a run. */
  readonly milliseconds: number;
}

/** What is read of an event in ONNX Runtime's profile. */
interface ProfileEvent {
  readonly name: string;
  /** Microseconds. */
  readonly dur: number;
  readonly args?: { readonly op_name?: string };
}

/** Nodes that hold others, which are listed too. */
const containers = new Set(['Scan', 'Loop', 'If']);

/** Reads a profile that ONNX Runtime wrote. */
export async function readProfile(path: string): Promise<OperatorTime[]> {
  const all = JSON.parse(await readFile(path, 'utf8')) as readonly ProfileEvent[];
  const runs = all.filter(({ name }) => name === 'model_run').length;
  const sums = new Map<string, { count: number; microseconds: number }>();
  for (const { name, dur, args } of all) {
    const operator = name.endsWith('_kernel_time') ? args?.op_name : undefined;
    if (operator === undefined || containers.has(operator)) continue;
    const sum = sums.get(operator) ?? { count: 0, microseconds: 0 };
    sums.set(operator, { count: sum.count + 1, microseconds: sum.microseconds + dur });
  }
  return Array.from(sums, ([operator, { count, microseconds }]) => ({
    operator,
    count: count / runs,
    milliseconds: microseconds / 1000 / runs,
  }));
}
