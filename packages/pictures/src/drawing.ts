import { fontSize, style } from './theme.js';

/** A name and its colour. */
export interface LegendEntry {
  readonly name: string;
  readonly colour: string;
}

/** A piece of SVG of a size in pixels, without the frame of a file. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly markup: string;
}

/**
 * An SVG file, on light or dark ground as the reader's system is.
 *
 * @param description - For those who cannot see it.
 */
export function svgOf(description: string, { width, height, markup }: Drawing): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" class="picture" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeText(description)}">
<style>${style}</style>
<rect width="100%" height="100%" style="fill: var(--ground)"/>
${markup}
</svg>
`;
}

/** Drawings one below the other. */
export function stacked(drawings: readonly Drawing[], gap = 0): Drawing {
  let y = 0;
  const parts = drawings.map((drawing) => {
    const part = placed(drawing, 0, y);
    y += drawing.height + gap;
    return part;
  });
  const width = Math.max(...drawings.map((drawing) => drawing.width));
  return { width, height: y - gap, markup: parts.join('\n') };
}

/** Drawings side by side. */
export function sideBySide(drawings: readonly Drawing[], gap = 16): Drawing {
  let x = 0;
  const parts = drawings.map((drawing) => {
    const part = placed(drawing, x, 0);
    x += drawing.width + gap;
    return part;
  });
  const height = Math.max(...drawings.map((drawing) => drawing.height));
  return { width: x - gap, height, markup: parts.join('\n') };
}

/** A drawing with a heading. */
export function titled(title: string, drawing: Drawing): Drawing {
  const height = 2 * fontSize;
  const text = `<text x="8" y="${1.3 * fontSize}" font-size="${fontSize}" font-weight="bold">${escapeText(title)}</text>`;
  return stacked([{ width: drawing.width, height, markup: text }, drawing]);
}

/** Names with their colours, in as many lines as the width asks for. */
export function legend(entries: readonly LegendEntry[], width: number): Drawing {
  const line = 1.5 * fontSize;
  let [x, y] = [8, 0];
  const parts = entries.map(({ name, colour }) => {
    const length = 22 + textWidth(name) + 22;
    if (x > 8 && x + length > width) [x, y] = [8, y + line];
    const middle = y + line / 2;
    const part = `<circle cx="${x + 8}" cy="${middle}" r="7" style="fill: ${colour}"/><text x="${x + 22}" y="${middle}" dy="0.35em" font-size="${fontSize}">${escapeText(name)}</text>`;
    x += length;
    return part;
  });
  return { width, height: y + line + 4, markup: parts.join('') };
}

/** About as many pixels as a text of the usual size takes. */
export function textWidth(text: string, size = fontSize): number {
  return 0.56 * size * text.length;
}

/** Text as SVG. */
export function escapeText(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function placed({ width, height, markup }: Drawing, x: number, y: number): string {
  return `<svg x="${x}" y="${y}" width="${width}" height="${height}">${markup}</svg>`;
}
