/** Products of float64 vectors, summed from the first element to the last. Pure. */

/** a · b; nothing where there is no vector. */
export function dot(a: Float64Array = new Float64Array(), b: Float64Array = new Float64Array()): number {
  let sum = 0;
  for (let index = 0; index < a.length; index++) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
