// A view for the GEMM core: the gradient of a convolution's weight.
//
//   gradWeight[kh, kw, c, o] = sum over b, p, q of x[b, p * STRIDE - PADDING + kh * DILATION, q * …, c]
//                                                * gradOutput[b, p, q, o]
//
// The reduction runs over the pixels of gradOutput: TAP_ROWS of its rows (b, p), all of one image, are a tap of the core,
// and their pixels, row after row, its k. The sum is cut: each slice adds up SLICE_TAPS taps, in their order.
//
//   slice of the grid = slice * GROUPS + group    M = kernel places * C / groups, the channels padded to whole vec4s; A_ALONG_M
//   taps = B * P / TAP_ROWS      DEPTH = TAP_ROWS * Q      N = O / groups
//
// TAP_ROWS divides P. With more than one, DEPTH * Q is at most 65,536.
// Bindings: 0 x [B, H, W, C], 1 gradOutput [B, P, Q, O], 2 the slices [S, KERNEL_H * KERNEL_W * C / groups, O].
// VECTOR_CHANNELS says that C and C / groups (GROUP_CHANNELS) are multiples of 4; otherwise they are loaded one by one.

//# include epilogue

//# if VECTOR_CHANNELS
alias Input = vec4f;
const INPUT_WIDTH = 4u;
//# else
alias Input = f32;
const INPUT_WIDTH = 1u;
//# end
@group(0) @binding(0) var<storage, read> x: array<Input>;
@group(0) @binding(1) var<storage, read> grad_output: array<Output>;

const PADDED_CHANNELS = (GROUP_CHANNELS + 3u) / 4u * 4u;
const KERNEL_PLACES = KERNEL_H * KERNEL_W;
const NOWHERE = 0x7fffffffu;
const OUT_W = DEPTH / TAP_ROWS;
const IMAGE_TAPS = OUT_H / TAP_ROWS;
/// k / OUT_W = (k * RECIPROCAL) >> 16, exactly where k * OUT_W <= 65,536: a division by lanes is dear.
const RECIPROCAL = select(0u, (65536u + OUT_W - 1u) / OUT_W, TAP_ROWS > 1u);

/// Four channels of the group at one place of the kernel, as an offset from a window's first pixel.
struct Row {
  down: u32,
  right: u32,
  channel: u32,
}

/// Where the first window of a tap meets x: the first of four channels there, counted in the elements of `x`, the row and
/// the column. All wrap below 0 where padding comes first.
struct Tap {
  index: u32,
  top: u32,
  left: u32,
  channel: u32,
}

/// Four outputs at the first pixel of a tap, counted in the elements of `grad_output`.
struct Column {
  index: u32,
  n: u32,
}

fn row_count(slice: u32) -> u32 {
  return KERNEL_PLACES * PADDED_CHANNELS;
}

fn row_of(m: u32, slice: u32) -> Row {
  let place = m / PADDED_CHANNELS;
  return Row(place / KERNEL_W * DILATION, place % KERNEL_W * DILATION, m % PADDED_CHANNELS);
}

fn output_row(m: u32, slice: u32) -> u32 {
  let place = m / PADDED_CHANNELS;
  let channel = m % PADDED_CHANNELS;
  let row = (slice / GROUPS * KERNEL_PLACES + place) * GROUP_CHANNELS + channel;
  return select(NOWHERE, row, place < KERNEL_PLACES && channel < GROUP_CHANNELS);
}

fn tap_range(slice: u32) -> vec2u {
  let first = slice / GROUPS * SLICE_TAPS;
  return vec2u(first, min(first + SLICE_TAPS, TAPS));
}

fn tap_used(tap: u32, slice: u32) -> bool {
  return true;
}

fn tap_of(row: Row, tap: u32, slice: u32) -> Tap {
  let top = tap % IMAGE_TAPS * (TAP_ROWS * STRIDE) + row.down - PADDING;
  let left = row.right - PADDING;
  let pixel = (tap / IMAGE_TAPS * IN_H + top) * IN_W + left;
  let channel = group_of(slice) * GROUP_CHANNELS + row.channel;
  return Tap(pixel * (CHANNELS / INPUT_WIDTH) + channel / INPUT_WIDTH, top, left, row.channel);
}

fn load_a(at: Tap, k: u32) -> vec4f {
  let down = (k * RECIPROCAL) >> 16u;
  let right = k - down * OUT_W;
  // A negative position wraps to a large one, so that one comparison finds both edges.
  let inside = at.top + down * STRIDE < IN_H && at.left + right * STRIDE < IN_W;
  let index = at.index + (down * IN_W + right) * (STRIDE * CHANNELS / INPUT_WIDTH);
  //# if VECTOR_CHANNELS
  return select(vec4f(), x[index], inside);
  //# else
  var value = vec4f();
  for (var lane = 0u; lane < 4u; lane++) {
    if (inside && at.channel + lane < GROUP_CHANNELS) { value[lane] = x[index + lane]; }
  }
  return value;
  //# end
}

fn column_of(tap: u32, n: u32, slice: u32) -> Column {
  let index = tap * DEPTH * OUTPUTS + group_of(slice) * N + n;
  //# if VECTOR_OUTPUTS
  return Column(index / 4u, n);
  //# else
  return Column(index, n);
  //# end
}

fn load_b(column: Column, k: u32) -> vec4f {
  //# if VECTOR_OUTPUTS
  return grad_output[column.index + k * OUTPUT_ELEMENTS];
  //# else
  var value = vec4f();
  for (var lane = 0u; lane < 4u; lane++) {
    if (column.n + lane < N) { value[lane] = grad_output[column.index + k * OUTPUTS + lane]; }
  }
  return value;
  //# end
}
