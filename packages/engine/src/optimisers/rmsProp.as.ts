import { flushed } from './flushed.part.as';

/**
 * RMSProp: the gradient over the root of a running mean of its square. Pointers are byte
 * offsets of `length` floats each. The four variants differ in the slots that they keep.
 */
export function scale(
  w: usize, g: usize, square: usize, length: i32,
  gradientScale: f32, stepSize: f32, alpha: f32, complement: f32, epsilon: f32, weightDecay: f32, momentum: f32,
): void {
  run(w, g, square, 0, 0, false, false, length, gradientScale, stepSize, alpha, complement, epsilon, weightDecay, momentum);
}

export function scaleWithMomentum(
  w: usize, g: usize, square: usize, velocity: usize, length: i32,
  gradientScale: f32, stepSize: f32, alpha: f32, complement: f32, epsilon: f32, weightDecay: f32, momentum: f32,
): void {
  run(w, g, square, velocity, 0, true, false, length, gradientScale, stepSize, alpha, complement, epsilon, weightDecay, momentum);
}

export function scaleCentered(
  w: usize, g: usize, square: usize, mean: usize, length: i32,
  gradientScale: f32, stepSize: f32, alpha: f32, complement: f32, epsilon: f32, weightDecay: f32, momentum: f32,
): void {
  run(w, g, square, 0, mean, false, true, length, gradientScale, stepSize, alpha, complement, epsilon, weightDecay, momentum);
}

export function scaleCenteredWithMomentum(
  w: usize, g: usize, square: usize, mean: usize, velocity: usize, length: i32,
  gradientScale: f32, stepSize: f32, alpha: f32, complement: f32, epsilon: f32, weightDecay: f32, momentum: f32,
): void {
  run(w, g, square, velocity, mean, true, true, length, gradientScale, stepSize, alpha, complement, epsilon, weightDecay, momentum);
}

// @ts-ignore: a decorator of AssemblyScript; constant arguments then remove the branches
@inline
function run(
  w: usize, g: usize, square: usize, velocity: usize, mean: usize, withMomentum: bool, centered: bool, length: i32,
  gradientScale: f32, stepSize: f32, alpha: f32, complement: f32, epsilon: f32, weightDecay: f32, momentum: f32,
): void {
  const scaleOfGradient = f32x4.splat(gradientScale);
  const step = f32x4.splat(stepSize);
  const keep = f32x4.splat(alpha);
  const add = f32x4.splat(complement);
  const eps = f32x4.splat(epsilon);
  const decay = f32x4.splat(weightDecay);
  const inertia = f32x4.splat(momentum);
  const zero = f32x4.splat(0);
  const end = (<usize>length) << 2;
  for (let i: usize = 0; i < end; i += 16) {
    const weight = v128.load(w + i);
    const gradient = f32x4.add(f32x4.mul(v128.load(g + i), scaleOfGradient), f32x4.mul(weight, decay));
    const meanSquare = flushed(
      f32x4.add(
        f32x4.mul(v128.load(square + i), keep),
        f32x4.mul(f32x4.mul(gradient, gradient), add),
      ),
    );
    v128.store(square + i, meanSquare);
    let variance = meanSquare;
    if (centered) {
      const before = v128.load(mean + i);
      const average = flushed(f32x4.add(before, f32x4.mul(f32x4.sub(gradient, before), add)));
      v128.store(mean + i, average);
      // Rounding can make it negative.
      variance = f32x4.max(f32x4.sub(meanSquare, f32x4.mul(average, average)), zero);
    }
    let direction = f32x4.div(gradient, f32x4.add(f32x4.sqrt(variance), eps));
    if (withMomentum) {
      direction = flushed(f32x4.add(f32x4.mul(v128.load(velocity + i), inertia), direction));
      v128.store(velocity + i, direction);
    }
    v128.store(w + i, f32x4.sub(weight, f32x4.mul(direction, step)));
  }
}
