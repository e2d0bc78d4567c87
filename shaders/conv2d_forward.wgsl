// A view for the GEMM core: the forward convolution.
//
//   y[b, p, q, o] = sum over kh, kw, c of x[b, p * STRIDE - PADDING + kh * DILATION, q * …, c] * weight[kh, kw, c, o]
//
//   M = B * P * Q, rows of y        taps = KERNEL_H * KERNEL_W        DEPTH = C / groups        N = O / groups
//
// Bindings: 0 x [B, H, W, C], 1 weight [KERNEL_H, KERNEL_W, C / groups, O], 2 … see epilogue.wgsl.
// VECTOR_CHANNELS says that C and DEPTH are multiples of 4; otherwise channels are loaded one by one.

//# include epilogue
//# include plain_view

//# if VECTOR_CHANNELS
//# stored
@group(0) @binding(0) var<storage, read> x: array<vec4f>;
//# else
@group(0) @binding(0) var<storage, read> x: array<f32>;
//# end
//# if VECTOR_OUTPUTS
//# stored
@group(0) @binding(1) var<storage, read> weight: array<vec4f>;
//# else
@group(0) @binding(1) var<storage, read> weight: array<f32>;
//# end

struct Row {
  image: u32,
  top: i32,
  left: i32,
}

/// The first of four channels at one pixel, counted in the elements of `x`.
struct Tap {
  index: u32,
  inside: bool,
}

/// The first of four outputs, counted in the elements of `weight`.
struct Column {
  index: u32,
  n: u32,
}

fn row_of(m: u32, slice: u32) -> Row {
  let p = (m / OUT_W) % OUT_H;
  let q = m % OUT_W;
  return Row(m / (OUT_H * OUT_W), i32(p * STRIDE) - i32(PADDING), i32(q * STRIDE) - i32(PADDING));
}

fn tap_of(row: Row, tap: u32, slice: u32) -> Tap {
  let h = u32(row.top + i32((tap / KERNEL_W) * DILATION));
  let w = u32(row.left + i32((tap % KERNEL_W) * DILATION));
  // A negative position wraps to a large one, so that one comparison finds both edges.
  let inside = h < IN_H && w < IN_W;
  let pixel = select(0u, (row.image * IN_H + h) * IN_W + w, inside);
  //# if VECTOR_CHANNELS
  return Tap((pixel * CHANNELS + group_of(slice) * DEPTH) / 4u, inside);
  //# else
  return Tap(pixel * CHANNELS + group_of(slice) * DEPTH, inside);
  //# end
}

fn load_a(at: Tap, k: u32) -> vec4f {
  //# if VECTOR_CHANNELS
  return select(vec4f(), read_x(at.index + k / 4u), at.inside);
  //# else
  var value = vec4f();
  for (var lane = 0u; lane < 4u; lane++) {
    if (at.inside && k + lane < DEPTH) { value[lane] = x[at.index + k + lane]; }
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
  return read_weight(column.index + k * (OUTPUTS / 4u));
  //# else
  var value = vec4f();
  for (var lane = 0u; lane < 4u; lane++) {
    if (k < DEPTH && column.n + lane < N) { value[lane] = weight[column.index + k * OUTPUTS + lane]; }
  }
  return value;
  //# end
}
