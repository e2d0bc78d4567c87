/**
 * Student's t distribution with n degrees of freedom. Its tail is the regularised incomplete beta function:
 *
 *     P(|T| > t) = I_x(n/2, 1/2),   x = n / (n + t²)
 *
 * computed by the continued fraction of DLMF 8.17.22 with Lentz's method, in the half where it converges quickly.
 */

/** P(|T| > |t|), the two-sided p-value of t. */
export function twoSidedP(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5);
}

/** The t with P(|T| > t) = 1 - `confidence`: half the width of an interval, in standard errors. */
export function criticalT(confidence: number, degrees: number): number {
  let [low, high] = [0, 1];
  while (twoSidedP(high, degrees) > 1 - confidence) high *= 2;
  // Bisection to the last bit: a few dozen steps.
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (twoSidedP(middle, degrees) > 1 - confidence) low = middle;
    else high = middle;
  }
  return low;
}

/** I_x(a, b) for x from 0 to 1. */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return (front / a) * continuedFraction(x, a, b);
}

/** 1 / (1 + d1 / (1 + d2 / (1 + …))) */
function continuedFraction(x: number, a: number, b: number): number {
  const numerator = (term: number) => {
    const m = Math.floor(term / 2);
    return term % 2 === 0
      ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
      : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
  };
  let [value, c, d] = [1, 1, 0];
  for (let term = 1; term < 1000; term++) {
    d = 1 / (1 + numerator(term) * d);
    c = 1 + numerator(term) / c;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return 1 / value;
}

/** log Γ(z) for z > 0, by Lanczos's approximation with g = 7 (Numerical Recipes, section 6.1, gives the method). */
function logGamma(z: number): number {
  const coefficients = [
    676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
    -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
  ];
  const series = coefficients.reduce((sum, c, index) => sum + c / (z + index), 0.99999999999980993);
  const base = z + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (z - 0.5) * Math.log(base) - base + Math.log(series);
}
