import { parseHTML } from 'linkedom';

/** Where Plot makes its elements. */
export const { document } = parseHTML('<!doctype html><html><body></body></html>');

/** Of a picture, in pixels, and what it shows, for those who cannot see it. */
export interface FrameOptions {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** Its colours by name, beside `ground`, `ink` and `faint`: on light and on dark ground. */
  readonly colours: Readonly<Record<string, readonly [light: string, dark: string]>>;
}

/** Panels in a picture that suits light and dark pages. Text stays readable at half of the size. */
export function framed(panels: readonly string[], options: FrameOptions): string {
  const { width, height, label } = options;
  const colours = Object.entries({
    ground: ['#ffffff', '#0d1117'],
    ink: ['#1f2328', '#e6edf3'],
    faint: ['#d0d7de', '#3d444d'],
    ...options.colours,
  });
  const set = (at: 0 | 1) => colours.map(([name, values]) => `--${name}: ${values[at]};`).join(' ');
  return `<svg xmlns="http://www.w3.org/2000/svg" class="bench" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${label}">
<style>
  .bench { ${set(0)} }
  @media (prefers-color-scheme: dark) {
    .bench { ${set(1)} }
  }
  .bench { color: var(--ink); font-family: system-ui, sans-serif; }</style>
<rect width="100%" height="100%" fill="var(--ground)"/>
${panels.join('\n')}
</svg>
`;
}
