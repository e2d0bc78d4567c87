/**
 * Seeded, counter-based random numbers: the n-th number of a stream is a pure function of (seed, stream, n),
 * so nothing has to be saved but a counter and any draw can be made again.
 *
 * The mixer is the 32-bit finaliser `lowbias32` (Chris Wellons, "Prospecting for Hash Functions", 2018).
 */

function mix(value: number): number {
  let x = value >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}

/** Streams keep unrelated uses of one seed apart. */
export type Stream = keyof typeof streamNumber;

const streamNumber = {
  weights: 1,
  shuffle: 2,
  augment: 3,
  split: 4,
  test: 5,
  copies: 6,
  subset: 7,
  halves: 8,
  noise: 9,
  bootstrap: 10,
  climb: 11,
  layout: 12,
};

/** A uniform 32-bit integer: draw `counter` of the stream, in the round `round` (an epoch, say). */
export function randomUint32(seed: number, stream: Stream, counter: number, round = 0): number {
  const key = mix(mix(mix(seed) + streamNumber[stream]) + round);
  return mix(key ^ mix(counter + 0x9e3779b9));
}

/** A uniform number in [0, 1), with 32 bits. */
export function randomUniform(seed: number, stream: Stream, counter: number, round = 0): number {
  return randomUint32(seed, stream, counter, round) / 2 ** 32;
}

/** A standard normal number, by Box and Muller from two uniform draws. */
export function randomNormal(seed: number, stream: Stream, counter: number, round = 0): number {
  const radius = Math.sqrt(-2 * Math.log(1 - randomUniform(seed, stream, 2 * counter, round)));
  return radius * Math.cos(2 * Math.PI * randomUniform(seed, stream, 2 * counter + 1, round));
}

/** A permutation of 0 … count - 1, by Fisher and Yates. */
export function permutation(count: number, seed: number, stream: Stream, round = 0): Uint32Array {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = Math.floor(randomUniform(seed, stream, last, round) * (last + 1));
    const kept = order[last] ?? 0;
    order[last] = order[other] ?? 0;
    order[other] = kept;
  }
  return order;
}
