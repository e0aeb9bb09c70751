import { quoted } from '@autoencoder-zoo/core';
import { DataFileError } from './dataFileError.js';
import { MAXIMUM_BYTES, type SizeLimit } from './decompress.js';

/** What separates the whole part of a number from the rest. */
export type DecimalMark = '.' | ',';

/**
 * A finite decimal number such as `-12.5e3`; blanks around it are passed over.
 *
 * @returns `undefined` for anything else: empty cells, `NaN`, `Infinity`, hexadecimal forms, other
 * separators, whole numbers that float64 would round.
 */
export function parseNumber(text: string, mark: DecimalMark = '.'): number | undefined {
  if (mark === ',') return text.includes('.') ? undefined : parseNumber(text.replace(',', '.'));
  const value = Number(text);
  if (value - value !== 0) return undefined;
  // Blank, hexadecimal and rounded cells all give whole numbers.
  return !Number.isInteger(value) || isWhole(text.trim(), value) ? value : undefined;
}

const DIGIT_9 = '9'.charCodeAt(0);

/** Whether a cell has the digits of this whole number, and not of another that is rounded to it. */
function isWhole(cell: string, value: number): boolean {
  const hasLetter = cell.charCodeAt(1) > DIGIT_9;
  if (cell === '' || (hasLetter && /^0[box]/i.test(cell))) return false;
  if (Number.isSafeInteger(value) || !/^[+-]?\d+$/.test(cell)) return true;
  return BigInt(cell.replace('+', '')) === BigInt(value);
}

/** Digits in groups, which are written differently from country to country. */
const GROUPED = /^[+-]?\d{1,3}(?:([,.' \u00a0\u2009\u202f])\d{3})(?:\1\d{3})*(?:[.,]\d*)?$/;

/** Whether a cell has a comma that separates decimals for certain, not thousands. */
export function hasDecimalComma(cell: string): boolean {
  return parseNumber(cell, ',') !== undefined && cell.includes(',') && !isGrouped(cell);
}

/** `1,103` may be grouped; `0,103` and `1,1039` are not. */
function isGrouped(cell: string): boolean {
  const text = cell.trim();
  return GROUPED.test(text) && !/^[+-]?0/.test(text);
}

/**
 * What a cell is that is no number, and what to do.
 *
 * @param other - What to do about any other text.
 */
export function describeCell(cell: string, mark: DecimalMark, other = ''): string {
  const text = cell.trim();
  if (text === '') return 'an empty cell; fill it in, or leave the row out';
  const shown = quoted(text);
  if (/^(\?|-|#?n\/?a|nan|null|none|nil|missing|\.)$/i.test(text)) {
    return `${shown}; fill in missing values, or leave the row out`;
  }
  if (/^[+-]?inf(inity)?$/i.test(text) || Math.abs(Number(text)) === Infinity) {
    return `${shown}; numbers must be finite`;
  }
  if (/^[+-]?0[box]/i.test(text)) return `${shown}; write numbers as decimals`;
  if (/^[+-]?\d+$/.test(text)) return `${shown}; whole numbers beyond 2^53 would be rounded`;
  if (mark === '.' && hasDecimalComma(text))
    return `${shown}; for decimal commas pass decimal: ','`;
  if (mark === ',' && parseNumber(text) !== undefined) {
    return `${shown}; with decimal commas no point is read; pass decimal: '.' if they are points`;
  }
  if (isGrouped(text)) {
    const comma = /^[^.]*,\d{3}$/.test(text)
      ? ", or pass decimal: ',' if it separates decimals"
      : '';
    return `${shown}; write numbers without thousands separators${comma}`;
  }
  return shown + other;
}

type Floats = Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** How many numbers grow at once. */
const GROWTH = 2 ** 16;

/** Numbers that grow one by one: kept as `float32` until one comes that this would round. */
export class Numbers {
  readonly #full: Floats[] = [];
  #last: Floats = new Float32Array(GROWTH);
  #used = 0;
  #exact = true;

  /**
   * @param name - The file's name, for the error of a file that holds too many.
   */
  constructor(
    readonly name: string,
    readonly limit: SizeLimit,
  ) {}

  /** How many they are. */
  get length(): number {
    return this.#full.length * GROWTH + this.#used;
  }

  /** Whether `float32` holds each of them without rounding. */
  get exact(): boolean {
    return this.#exact;
  }

  push(value: number): void {
    if (this.#exact && Math.fround(value) !== value) this.#widen();
    if (this.#used === GROWTH) this.#grow();
    this.#last[this.#used++] = value;
  }

  /** All of them, as `float32` where that rounds none, else as `float64`. */
  toArray(): Floats {
    const { length } = this;
    const values = newValues(length, this);
    this.#full.forEach((piece, index) => {
      values.set(piece, index * GROWTH);
    });
    values.set(this.#last.subarray(0, this.#used), length - this.#used);
    return values;
  }

  #grow(): void {
    this.#full.push(this.#last);
    refuseManyBytes(this.length * this.#last.BYTES_PER_ELEMENT, this.name, this.limit);
    this.#last = this.#exact ? new Float32Array(GROWTH) : new Float64Array(GROWTH);
    this.#used = 0;
  }

  #widen(): void {
    this.#exact = false;
    this.#full.forEach((piece, index) => {
      this.#full[index] = Float64Array.from(piece);
    });
    this.#last = Float64Array.from(this.#last);
  }
}

/** Zeros of the type that holds `numbers` without rounding. */
export function newValues(length: number, { exact, name, limit }: Numbers, what?: string): Floats {
  refuseManyBytes((exact ? 4 : 8) * length, name, limit, what);
  return exact ? new Float32Array(length) : new Float64Array(length);
}

/** @throws DataFileError before values are made that need more memory than they may. */
export function refuseManyBytes(
  bytes: number,
  name: string,
  { maximumBytes = MAXIMUM_BYTES }: SizeLimit,
  values = 'its values',
): void {
  if (bytes <= maximumBytes) return;
  throw new DataFileError(
    name,
    `values of at most ${maximumBytes} bytes`,
    `that ${values} take ${bytes} or more; read fewer of them, or raise the option maximumBytes`,
  );
}
