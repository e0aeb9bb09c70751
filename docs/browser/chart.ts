/** A point of a curve: a step and the loss there. */
export type Point = readonly [step: number, loss: number];

const WIDTH = 480;
const HEIGHT = 300;
const MARGIN = { left: 44, right: 4, top: 8, bottom: 28 };

/**
 * Draws curves of the loss.
 *
 * @param steps - Of the whole run: the width of the chart.
 * @param curves - Points by the class of the style sheet that colours them.
 */
export function drawChart(
  svg: SVGElement,
  steps: number,
  curves: Readonly<Record<string, readonly Point[]>>,
): void {
  const losses = Object.values(curves).flatMap((points) => points.map(([, loss]) => loss));
  const lowest = Math.min(...losses);
  // The first steps are far above all others.
  const highest = Math.min(Math.max(...losses), lowest * 2.2);
  const unit = tick((highest - lowest) / 4);
  const [bottom, top] = [Math.floor(lowest / unit) * unit, Math.ceil(highest / unit) * unit];
  const x = (step: number) => MARGIN.left + (step / steps) * (WIDTH - MARGIN.left - MARGIN.right);
  const y = (loss: number) =>
    MARGIN.top +
    ((top - Math.min(loss, top)) / (top - bottom)) * (HEIGHT - MARGIN.top - MARGIN.bottom);

  const parts: string[] = [];
  for (let loss = bottom; loss <= top; loss += unit) {
    parts.push(
      `<line x1="${MARGIN.left}" x2="${WIDTH - MARGIN.right}" y1="${y(loss)}" y2="${y(loss)}"/>`,
    );
    parts.push(`<text x="${MARGIN.left - 8}" y="${y(loss) + 4}" text-anchor="end">${loss}</text>`);
  }
  for (const step of [0, steps / 2, steps].map(Math.round)) {
    const anchor = step === 0 ? 'start' : step === steps ? 'end' : 'middle';
    const label = step === steps ? `${step} steps` : step;
    parts.push(`<text x="${x(step)}" y="${HEIGHT - 6}" text-anchor="${anchor}">${label}</text>`);
  }
  for (const [name, points] of Object.entries(curves)) {
    const path = points.map(([step, loss]) => `${x(step).toFixed(1)},${y(loss).toFixed(1)}`);
    parts.push(`<polyline class="${name}" points="${path.join(' ')}"/>`);
  }
  svg.innerHTML = parts.join('');
}

/** The nearest of 1, 2, 5, 10, 20, ... */
function tick(size: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(size, 1)));
  return [1, 2, 5, 10].map((digit) => digit * power).find((each) => each >= size)!;
}
