import { z } from 'zod';
import { parseJson } from '../files/json.js';
import { quoted } from '../files/quoted.js';
import { sealKey } from '../files/safetensors.js';
import { parseFields } from '../parts/options.js';
import type { History } from './history.js';
import { measured } from './measured.js';

const count = z.int().nonnegative();
const columns = <Value extends z.ZodType>(value: Value) => z.record(z.string(), z.array(value));

const schema = z.strictObject({
  /** Files of version 1 have no digest. */
  version: z.literal([1, 2]),
  spec: z.record(z.string(), z.unknown()),
  identity: z.record(z.string(), z.unknown()),
  epoch: count,
  batch: count,
  step: count,
  sums: z.strictObject({ sums: z.record(z.string(), z.number()), samples: count }),
  history: z.strictObject({
    training: columns(z.number()),
    validation: columns(measured),
    learningRate: z.array(z.number().nonnegative()),
  }),
  learningRates: z.record(z.string(), z.number()),
  companions: z.unknown(),
});

/** What a checkpoint says beside its arrays. */
export type CheckpointHeader = Omit<z.output<typeof schema>, 'history'> & {
  readonly history: History;
};

/** The entry of the file's metadata that holds the header. */
export const headerKey = 'autoencoder-zoo';

/** The course of a run, with which the counters of its checkpoint must agree. */
export interface Course {
  /** Samples of an epoch. */
  readonly samples: number;
  /** Samples of a batch; the last one of an epoch may have fewer. */
  readonly batchSize: number;
  readonly stepsPerEpoch: number;
  /** Steps at which the run ends. */
  readonly lastStep: number;
}

/**
 * Reads the header of a checkpoint.
 *
 * @throws Error naming what is missing or wrong.
 */
export function parseHeader(metadata: Readonly<Record<string, string>>): CheckpointHeader {
  const { [headerKey]: text = 'null', ...others } = metadata as Partial<typeof metadata>;
  const json = parseJson(text, 'its header');
  const version = (Object(json) as { readonly version?: unknown }).version;
  if (version !== 1 && version !== 2) {
    const found = version === undefined ? '' : ` of version ${quoted(version)}`;
    throw new Error(`it is no checkpoint of a training run${found && `, or one${found}`}`);
  }
  const [unknown] = Object.keys(others).filter((key) => version === 1 || key !== sealKey);
  if (unknown) throw new Error(`its metadata has ${quoted(unknown)}, which is not known`);
  return parseFields(schema, json);
}

/**
 * Refuses counters and a history that no run of this course can have.
 *
 * @throws Error naming the field, what is expected and what came.
 */
export function checkCourse(header: CheckpointHeader, course: Course): void {
  const { epoch, batch, step, sums, history } = header;
  const { samples, batchSize, stepsPerEpoch, lastStep } = course;
  if (batch > stepsPerEpoch) {
    throw new Error(`field "batch" is ${batch}, but an epoch has ${stepsPerEpoch} batches`);
  }
  expect('step', step, epoch * stepsPerEpoch + batch, `after ${epoch} epochs and ${batch} batches`);
  if (step > lastStep) {
    throw new Error(
      `it has made ${step} steps, but this run ends after ${lastStep}; ask for more epochs or steps`,
    );
  }
  expect('sums.samples', sums.samples, Math.min(batch * batchSize, samples), `in ${batch} batches`);

  const terms = Object.keys(history.training);
  const summed = Object.keys(sums.sums);
  const known = epoch > 0 ? terms : summed;
  if (epoch > 0 || batch > 0)
    expectNames(known.includes('loss') ? known : [...known, 'loss'], known);
  if (epoch > 0 && batch > 0) expectNames(terms, summed);
  for (const [part, lists] of Object.entries({
    training: history.training,
    validation: history.validation,
    learningRate: { '': history.learningRate },
  })) {
    for (const [name, values] of Object.entries(lists)) {
      const field = name === '' ? `history.${part}` : `history.${part}.${name}`;
      expect(`${field}.length`, values.length, epoch, `after ${epoch} epochs`);
    }
  }
  if (batch === 0) expectNames([], summed);
}

function expect(field: string, came: number, expected: number, when: string): void {
  if (came === expected) return;
  throw new Error(`field "${field}" must be ${expected} ${when}, but is ${came}`);
}

function expectNames(expected: readonly string[], came: readonly string[]): void {
  if (String(expected.toSorted()) === String(came.toSorted())) return;
  throw new Error(
    `the terms of the loss must be ${quoted(expected)} in "history" and "sums", but are ${quoted(came)}`,
  );
}
