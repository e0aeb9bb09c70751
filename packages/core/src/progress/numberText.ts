/** A number with 4 significant digits, without exponent where it is of handy size. */
export function significant(value: number): string {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return value.toExponential(3);
  return size >= 1000 ? value.toFixed(0) : String(Number(value.toPrecision(4)));
}

/** Seconds as `12 s`, `3 min 05 s` or `2 h 07 min`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (count: number) => String(count).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes} min ${two(whole % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`;
}
