// A view for the GEMM core: the gradient of a convolution's input, from the weight as the forward pass has it.
//
//   gradInput[b, h, w, c] = sum over kh, kw, o of gradOutput[b, p, q, o] * weight[kh, kw, c, o]
//   where p * STRIDE = h + PADDING - kh * DILATION and q * STRIDE = w + … have whole solutions p, q
//
// A pixel uses only the taps that its place allows: with stride 2, a quarter of them. So pixels are sorted into
// STRIDE x STRIDE *phases*, those that agree in h % STRIDE and in w % STRIDE and so in their taps, and each phase skips
// the taps that it has no use for.
//
//   slice = phase * GROUPS + group      M = B * pixels of a phase      taps = KERNEL_H * KERNEL_W
//   DEPTH = O / groups                  N = C / groups                 B_ALONG_K
//
// Bindings: 0 gradOutput [B, P, Q, O], 1 weight [KERNEL_H, KERNEL_W, C / groups, O], 2 gradInput [B, H, W, C],
//   3 … see epilogue.wgsl. VECTOR_DEPTH says that O and DEPTH are multiples of 4; otherwise they are loaded one by one.

//# include epilogue

//# if VECTOR_DEPTH
alias Input = vec4f;
const INPUT_WIDTH = 4u;
//# else
alias Input = f32;
const INPUT_WIDTH = 1u;
//# end
@group(0) @binding(0) var<storage, read> grad_output: array<Input>;
@group(0) @binding(1) var<storage, read> weight: array<Input>;

/// A pixel of a phase, counted in the pixels of its phase.
struct Row {
  image: u32,
  h: u32,
  w: u32,
}

/// The first channel of gradOutput that a tap reads, counted in the elements of `grad_output`.
struct Tap {
  index: u32,
  inside: bool,
}

/// The first weight that a tap reads for a channel of gradInput, counted in the elements of `weight`.
struct Column {
  index: u32,
}

/// The place of a phase's first pixel.
fn phase_of(slice: u32) -> vec2u {
  let phase = slice / GROUPS;
  return vec2u(phase / STRIDE, phase % STRIDE);
}

/// Height and width of a phase's pixels.
fn phase_size(slice: u32) -> vec2u {
  return (vec2u(IN_H, IN_W) + STRIDE - 1u - phase_of(slice)) / STRIDE;
}

fn row_count(slice: u32) -> u32 {
  let size = phase_size(slice);
  return output_rows() / (IN_H * IN_W) * size.x * size.y;
}

fn row_of(m: u32, slice: u32) -> Row {
  let size = phase_size(slice);
  return Row(m / (size.x * size.y), m / size.y % size.x, m % size.y);
}

fn output_row(m: u32, slice: u32) -> u32 {
  let row = row_of(m, slice);
  let pixel = vec2u(row.h, row.w) * STRIDE + phase_of(slice);
  return (row.image * IN_H + pixel.x) * IN_W + pixel.y;
}

fn tap_range(slice: u32) -> vec2u {
  return vec2u(0u, TAPS);
}

/// How far a tap is from a phase's first pixel, in pixels of the input.
fn distance_of(tap: u32, slice: u32) -> vec2i {
  return vec2i(phase_of(slice) + PADDING) - vec2i(vec2u(tap / KERNEL_W, tap % KERNEL_W) * DILATION);
}

fn tap_used(tap: u32, slice: u32) -> bool {
  return all(distance_of(tap, slice) % i32(STRIDE) == vec2i());
}

fn tap_of(row: Row, tap: u32, slice: u32) -> Tap {
  // A negative position wraps to a large one, so that one comparison finds both edges.
  let place = vec2u(row.h, row.w) + vec2u(distance_of(tap, slice) / i32(STRIDE));
  let inside = place.x < OUT_H && place.y < OUT_W;
  let pixel = select(0u, (row.image * OUT_H + place.x) * OUT_W + place.y, inside);
  return Tap((pixel * DEPTH * GROUPS + group_of(slice) * DEPTH) / INPUT_WIDTH, inside);
}

fn load_a(at: Tap, k: u32) -> vec4f {
  //# if VECTOR_DEPTH
  return select(vec4f(), grad_output[at.index + k / 4u], at.inside);
  //# else
  var value = vec4f();
  for (var lane = 0u; lane < 4u; lane++) {
    if (at.inside && k + lane < DEPTH) { value[lane] = grad_output[at.index + k + lane]; }
  }
  return value;
  //# end
}

fn column_of(tap: u32, n: u32, slice: u32) -> Column {
  return Column(((tap * N + n) * DEPTH * GROUPS + group_of(slice) * DEPTH) / INPUT_WIDTH);
}

fn load_b(column: Column, k: u32) -> vec4f {
  //# if VECTOR_DEPTH
  return weight[column.index + k / 4u];
  //# else
  var value = vec4f();
  for (var lane = 0u; lane < 4u; lane++) {
    if (k + lane < DEPTH) { value[lane] = weight[column.index + k + lane]; }
  }
  return value;
  //# end
}
