/**
 * Orthogonal Procrustes in the plane: lays one set of points [N, 2] over another as nearly as turning, mirroring and moving
 * can, without scaling. What a layout means is which points are near each other; how it is turned is chance, so that a new
 * one is turned to where its points were before. With both sets P and Q centred, and M = Pᵀ Q,
 *
 *     minimise |P R - Q|²   over R with Rᵀ R = 1    <=>    maximise tr(Rᵀ M)
 *
 * Of turns by an angle a, R = [c s; -s c], tr(Rᵀ M) = c (m00 + m11) + s (m01 - m10) is largest where
 * a = atan2(m01 - m10, m00 + m11), and is then the length of that pair; of mirrored turns, R = [c s; s -c], the same with
 * (m01 + m10, m00 - m11). The longer of the two is the solution. Pure.
 */

/** The points [N, 2] of the first set, turned and moved over those of the second, point by point. */
export function alignedTo(points: Float64Array, target: Float64Array): Float64Array {
  const [from, to] = [meanOf(points), meanOf(target)];
  const m = [0, 0, 0, 0];
  for (let point = 0; point < points.length; point += 2) {
    for (let entry = 0; entry < 4; entry++) {
      const [row, column] = [entry >> 1, entry & 1];
      const product = at(points, point, from, row) * at(target, point, to, column);
      m[entry] = (m[entry] ?? 0) + product;
    }
  }
  const [m00 = 0, m01 = 0, m10 = 0, m11 = 0] = m;
  const turned = { along: m00 + m11, across: m01 - m10, hand: 1 };
  const mirrored = { along: m00 - m11, across: m01 + m10, hand: -1 };
  const lengthOf = ({ along, across }: typeof turned) => Math.hypot(along, across);
  const { along, across, hand } = lengthOf(mirrored) > lengthOf(turned) ? mirrored : turned;
  const angle = Math.atan2(across, along);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return points.map((_, index) => {
    const point = index - (index % 2);
    const [x, y] = [at(points, point, from, 0), at(points, point, from, 1)];
    return index % 2 === 0 ? c * x - hand * s * y + (to[0] ?? 0) : s * x + hand * c * y + (to[1] ?? 0);
  });
}

/** A coordinate of a point as seen from a centre. */
function at(points: Float64Array, point: number, centre: readonly number[], axis: number): number {
  return (points[point + axis] ?? 0) - (centre[axis] ?? 0);
}

function meanOf(points: Float64Array): readonly number[] {
  const sums = [0, 0];
  points.forEach((value, index) => (sums[index % 2] = (sums[index % 2] ?? 0) + value));
  return sums.map((sum) => sum / Math.max(1, points.length / 2));
}
