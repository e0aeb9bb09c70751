import { readFile } from 'node:fs/promises';
import { fileExists, writeFileAtomically } from '@autoencoder-zoo/core/files/node';

/** Seconds of a piece of work, those before an interruption included. */
export class Stopwatch {
  readonly #begin = performance.now();

  readonly #path: string;
  readonly #before: number;

  private constructor(path: string, before: number) {
    this.#path = path;
    this.#before = before;
  }

  /** Goes on where the file was left, if there is one. */
  static async start(path: string): Promise<Stopwatch> {
    const before = (await fileExists(path)) ? Number(await readFile(path, 'utf8')) : 0;
    return new Stopwatch(path, before);
  }

  /** Seconds so far. */
  get seconds(): number {
    return this.#before + (performance.now() - this.#begin) / 1000;
  }

  /** Keeps the seconds so far. */
  async save(): Promise<void> {
    await writeFileAtomically(this.#path, String(this.seconds));
  }
}
