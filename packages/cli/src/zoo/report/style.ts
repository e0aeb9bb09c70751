import { classVariables } from '@autoencoder-zoo/pictures/images';

/**
 * Style sheet of the report: light or dark as the reader's system is, one column on small screens.
 */
export const style = `
:root {
  color-scheme: light dark;
  --surface: #fcfcfb;
  --ink: #1f1f1d;
  --quiet: #5d5c57;
  --line: #dedcd6;
  --training: #6a8fc9;
  --validation: #c2541c;
  ${classVariables('light')}
}
@media (prefers-color-scheme: dark) {
  :root {
    --surface: #1a1a19;
    --ink: #ececea;
    --quiet: #a9a8a2;
    --line: #3b3a37;
    --training: #7ea6e6;
    --validation: #f0915a;
    ${classVariables('dark')}
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--surface); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 1180px; margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 1.75rem; margin: 0 0 0.5rem; }
h2 { font-size: 1.3rem; margin: 0 0 0.25rem; }
p { max-width: 75ch; margin: 0 0 1rem; }
a { color: inherit; }
section { border-top: 1px solid var(--line); margin-top: 32px; padding-top: 24px; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { padding: 6px 14px 6px 0; text-align: right; border-bottom: 1px solid var(--line); }
th:first-child { text-align: left; }
thead th { color: var(--quiet); font-weight: 500; font-size: 0.875rem; vertical-align: bottom; }
tbody th { font-weight: 500; white-space: nowrap; }
.panels { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(320px, 100%), 1fr)); gap: 24px; align-items: start; }
figure { margin: 0; min-width: 0; }
@media (min-width: 720px) { figure.wide { grid-column: span 2; } }
.stack { display: grid; gap: 24px; }
figcaption { color: var(--quiet); font-size: 0.875rem; margin-bottom: 8px; }
figure .picture { --ground: var(--surface); width: 100%; max-width: 480px; height: auto; }
figure img { width: 100%; max-width: 480px; height: auto; display: block; image-rendering: pixelated; }
.wide img { max-width: none; }
.rows { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 12px; align-items: center; margin: 0; font-size: 0.875rem; }
.rows dt { color: var(--quiet); }
.rows dd { margin: 0; }
.key { display: inline-block; width: 0.75em; height: 0.75em; border-radius: 50%; }
.keys { margin-top: 1rem; display: flex; flex-wrap: wrap; gap: 0 14px; color: var(--quiet); font-size: 0.875rem; }
.key.training { background: var(--training); }
.key.validation { background: var(--validation); }
@media (max-width: 520px) {
  .rows { grid-template-columns: minmax(0, 1fr); }
}
`;
