/** Colours of classes and lines: ten that differ, on light and on dark ground. */
const classColours = {
  light: [
    ...['#3366cc', '#e07b00', '#d62a2f', '#17938c', '#2f8f2f'],
    ...['#b08d00', '#8e44ad', '#e0559a', '#8a5a3c', '#6b6f76'],
  ],
  dark: [
    ...['#6f9dff', '#ff9f3f', '#ff6b6b', '#4fd1c7', '#6fcf6f'],
    ...['#e6c84d', '#c58af0', '#ff8fc7', '#c79a7b', '#b4b8c0'],
  ],
} as const;

/** Colour of a class or line by its place; they begin again after ten. */
export function colourOf(index: number): string {
  return `var(--class-${index % classColours.light.length})`;
}

/**
 * Declares `--class-0` to `--class-9` in a style sheet: ten colours that differ on such a ground.
 */
export function classVariables(ground: keyof typeof classColours): string {
  return classColours[ground].map((colour, index) => `--class-${index}: ${colour};`).join(' ');
}

/** Style sheet of an SVG picture: light or dark as the reader's system is. */
export const style = `
  .picture { --ground: #ffffff; --ink: #1f2328; --quiet: #59636e; --faint: #d0d7de; --good: #1f7a8c; --bad: #c2571a; ${classVariables('light')} }
  @media (prefers-color-scheme: dark) {
    .picture { --ground: #0d1117; --ink: #e6edf3; --quiet: #9198a1; --faint: #3d444d; --good: #4fb3c6; --bad: #f0883e; ${classVariables('dark')} }
  }
  .picture { color: var(--ink); fill: currentColor; font-family: system-ui, sans-serif; }`;

/** Pixels of text: legible at half the size of a picture. */
export const fontSize = 17;
