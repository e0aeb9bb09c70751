import type { Draw } from '../support/draw.js';
import type { Edit } from './target.js';

const marks = Array.from(',:;\t\n\r"\'-.eE@?09 {}[]()', (mark) => mark.charCodeAt(0));

/** One to four damages of bytes: cut, inserted, left out, filled, changed. */
export function damageBytes(draw: Draw): Edit<Uint8Array>[] {
  return times(1 + draw.below(4), () => oneOfBytes(draw));
}

function oneOfBytes(draw: Draw): Edit<Uint8Array> {
  const [where, length, value] = [draw.share(), 1 + draw.below(20), draw.below(256)];
  const added = Uint8Array.from({ length: 1 + draw.below(8) }, () => draw.below(256));
  const place = (bytes: Uint8Array) => Math.floor(where * bytes.length);
  const changed = (bytes: Uint8Array, change: (copy: Uint8Array) => void) => {
    const copy = bytes.slice();
    change(copy);
    return copy;
  };
  return draw.pick<Edit<Uint8Array>>([
    (bytes) => bytes.slice(0, place(bytes)),
    (bytes) => joined(bytes.subarray(0, place(bytes)), added, bytes.subarray(place(bytes))),
    (bytes) => joined(bytes.subarray(0, place(bytes)), bytes.subarray(place(bytes) + length)),
    (bytes) => changed(bytes, (copy) => copy.fill(value, place(copy), place(copy) + length)),
    (bytes) => changed(bytes, (copy) => (copy[place(copy)] = value)),
    (bytes) => changed(bytes, (copy) => (copy[place(copy)] = marks[value % marks.length])),
    (bytes) => changed(bytes, (copy) => (copy[value % Math.min(16, copy.length || 1)] = length)),
  ]);
}

/** Cells that look like numbers and are none, are too large, or are written otherwise. */
const cells = [
  ...['NaN', 'nan', 'inf', '-Infinity', '1e39', '1e999', '-1e400', '', '-', '1,5', '1.5.2'],
  ...['0x1F', '1_000', '"', '"1', '١', '\u202e1', '\0', '1e-400', 'null', '?', '99999999999'],
];

/** One or two numbers of a text become something else, and sometimes its bytes are damaged, too. */
export function damageText(draw: Draw): Edit<Uint8Array>[] {
  const numbers = times(1 + draw.below(2), () => {
    const [where, cell] = [draw.share(), draw.pick(cells)];
    return (bytes: Uint8Array) => {
      const text = new TextDecoder().decode(bytes);
      const found = [...text.matchAll(/-?\d+(?:\.\d+)?/g)];
      const match = found.at(Math.floor(where * found.length));
      if (!match) return bytes;
      const end = match.index + match[0].length;
      return encoded(text.slice(0, match.index) + cell + text.slice(end));
    };
  });
  const kind = draw.below(4);
  if (kind === 0) return numbers;
  return kind === 1 ? [...numbers, ...damageBytes(draw)] : damageBytes(draw);
}

/** UTF-8. */
export function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Bytes one after the other. */
export function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** So many of what a function makes. */
export function times<Item>(count: number, make: () => Item): Item[] {
  return Array.from({ length: count }, make);
}
