// What both passes of resizing share.
//
// Weights are integers of WEIGHT_BITS fraction bits that sum to one. Where some are below 0 (bicubic), no others sum to
// more than 2, so a sum of weighted bytes stays below 2^31; it is held within the range of a byte.

struct Pass {
  /// Side of the outputs.
  crop: u32,
  /// Rows of a picture's needed part.
  rows: u32,
  /// Weights of an output pixel.
  taps: u32,
  /// Place of the first picture among the outputs.
  first_output: u32,
}

/// Half of the last place, for sums that are then cut off: rounding.
const HALF = vec3i(1 << (WEIGHT_BITS - 1u));

fn unpack(colour: u32) -> vec3i {
  return vec3i((vec3u(colour) >> vec3u(0u, 8u, 16u)) & vec3u(255u));
}

/// A sum of weighted bytes, which began at HALF, as an opaque colour.
fn pack(sum: vec3i) -> u32 {
  let mean = vec3u(clamp(sum >> vec3u(WEIGHT_BITS), vec3i(0), vec3i(255)));
  return mean.r | (mean.g << 8u) | (mean.b << 16u) | (255u << 24u);
}
