import { encode } from 'fast-png';
import type { Image } from './grid.js';

/** Bytes of a PNG file. */
export function encodePng({ data, width, height, channels }: Image): Uint8Array {
  return encode({ data, width, height, channels: channels, depth: 8 });
}

/** A PNG file as the source of an image. */
export function dataUri(png: Uint8Array): string {
  return `data:image/png;base64,${Buffer.from(png).toString('base64')}`;
}
