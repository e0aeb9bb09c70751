// Philox 4x32-10 (Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as
// 1, 2, 3", 2011). A vector holds the same word of four consecutive blocks. Two such
// groups are worked on at once, because one alone waits for its own multiplications.

const MULTIPLIER_0: u32 = 0xd2511f53;
const MULTIPLIER_1: u32 = 0xcd9e8d57;
const WEYL_0: u32 = 0x9e3779b9;
const WEYL_1: u32 = 0xbb67ae85;
const ROUNDS: u32 = 10;

/** Where the keys of all rounds are kept, the same for all blocks; and then the multipliers. */
const KEYS: usize = 0xc000;
const MULTIPLIERS: usize = KEYS + 32 * ROUNDS;

function highWords(first: v128, second: v128): v128 {
  return v128.shuffle<i32>(first, second, 1, 3, 5, 7);
}

/**
 * Fills the memory from `begin` to `end`, a multiple of 128 bytes, with the words of consecutive
 * blocks. Each 64 bytes hold four blocks: their words 0, then their words 1, 2 and 3.
 */
export function words(
  begin: usize,
  end: usize,
  key0: u32,
  key1: u32,
  block: u32,
  counter1: u32,
  counter2: u32,
  counter3: u32,
): void {
  for (let round: u32 = 0; round < ROUNDS; round++) {
    v128.store(KEYS + 32 * round, i32x4.splat(key0 + round * WEYL_0));
    v128.store(KEYS + 32 * round, i32x4.splat(key1 + round * WEYL_1), 16);
  }
  // Out of memory, so that compilers do not know them: V8 makes a vector that is
  // known anew at each use.
  store<u32>(MULTIPLIERS, MULTIPLIER_0);
  store<u32>(MULTIPLIERS, MULTIPLIER_1, 4);
  const multiplier0 = v128.load32_splat(MULTIPLIERS);
  const multiplier1 = v128.load32_splat(MULTIPLIERS, 4);
  let blocks = i32x4.add(i32x4.splat(block), i32x4(0, 1, 2, 3));
  for (let target = begin; target < end; target += 128) {
    let a0 = blocks;
    let a1 = i32x4.splat(counter1);
    let a2 = i32x4.splat(counter2);
    let a3 = i32x4.splat(counter3);
    let b0 = i32x4.add(blocks, i32x4.splat(4));
    let b1 = a1;
    let b2 = a2;
    let b3 = a3;
    for (let key = KEYS; key < MULTIPLIERS; key += 32) {
      const key0 = v128.load(key);
      const key1 = v128.load(key, 16);
      const p0 = i64x2.extmul_low_i32x4_u(a0, multiplier0);
      const p1 = i64x2.extmul_high_i32x4_u(a0, multiplier0);
      const p2 = i64x2.extmul_low_i32x4_u(a2, multiplier1);
      const p3 = i64x2.extmul_high_i32x4_u(a2, multiplier1);
      // A second multiplication for the low words: shuffles are what processors are short of here.
      const lowP0 = i32x4.mul(a0, multiplier0);
      const lowP2 = i32x4.mul(a2, multiplier1);
      a0 = v128.xor(v128.xor(highWords(p2, p3), a1), key0);
      a2 = v128.xor(v128.xor(highWords(p0, p1), a3), key1);
      a1 = lowP2;
      a3 = lowP0;
      const q0 = i64x2.extmul_low_i32x4_u(b0, multiplier0);
      const q1 = i64x2.extmul_high_i32x4_u(b0, multiplier0);
      const q2 = i64x2.extmul_low_i32x4_u(b2, multiplier1);
      const q3 = i64x2.extmul_high_i32x4_u(b2, multiplier1);
      const lowQ0 = i32x4.mul(b0, multiplier0);
      const lowQ2 = i32x4.mul(b2, multiplier1);
      b0 = v128.xor(v128.xor(highWords(q2, q3), b1), key0);
      b2 = v128.xor(v128.xor(highWords(q0, q1), b3), key1);
      b1 = lowQ2;
      b3 = lowQ0;
    }
    v128.store(target, a0);
    v128.store(target, a1, 16);
    v128.store(target, a2, 32);
    v128.store(target, a3, 48);
    v128.store(target, b0, 64);
    v128.store(target, b1, 80);
    v128.store(target, b2, 96);
    v128.store(target, b3, 112);
    blocks = i32x4.add(blocks, i32x4.splat(8));
  }
}
