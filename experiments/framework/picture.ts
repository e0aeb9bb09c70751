/** A file with a picture. */
export interface Picture {
  /** Such as `loss.svg` or `samples.png`. */
  readonly file: string;
  /** SVG text, or the bytes of a PNG file. */
  readonly contents: string | Uint8Array;
}
