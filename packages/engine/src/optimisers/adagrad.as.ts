/** Adagrad. `w`, `g` and `sum` are byte offsets of `length` floats each. */
export function update(
  w: usize,
  g: usize,
  sum: usize,
  length: i32,
  gradientScale: f32,
  stepSize: f32,
  epsilon: f32,
  weightDecay: f32,
): void {
  const scale = f32x4.splat(gradientScale);
  const step = f32x4.splat(stepSize);
  const eps = f32x4.splat(epsilon);
  const decay = f32x4.splat(weightDecay);
  const end = (<usize>length) << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const weight = v128.load(w + i);
    const gradient = f32x4.add(f32x4.mul(v128.load(g + i), scale), f32x4.mul(weight, decay));
    const total = f32x4.add(v128.load(sum + i), f32x4.mul(gradient, gradient));
    v128.store(sum + i, total);
    const direction = f32x4.div(gradient, f32x4.add(f32x4.sqrt(total), eps));
    v128.store(w + i, f32x4.sub(weight, f32x4.mul(direction, step)));
  }
}
