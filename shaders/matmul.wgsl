// A view for the GEMM core: a matrix product, with either operand transposed.
//
//   y[m, n] = sum over k of A[m, k] * B[k, n]
//
// Bindings: 0 a, [M, K] or (TRANSPOSE_A) [K, M]; 1 b, [K, N] or (TRANSPOSE_B) [N, K]; 2 … see epilogue.wgsl.
// One tap, one group; DEPTH is K.

//# include epilogue
//# include plain_view

@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read> b: array<f32>;

struct Row {
  m: u32,
}

struct Tap {
  m: u32,
}

struct Column {
  n: u32,
}

fn row_of(m: u32, slice: u32) -> Row {
  return Row(m);
}

fn tap_of(row: Row, tap: u32, slice: u32) -> Tap {
  return Tap(row.m);
}

fn load_a(at: Tap, k: u32) -> vec4f {
  var value = vec4f();
  //# repeat j 4
  if (k + ${j}u < DEPTH) {
    //# if TRANSPOSE_A
    value[${j}] = a[(k + ${j}u) * output_rows() + at.m];
    //# else
    value[${j}] = a[at.m * DEPTH + k + ${j}u];
    //# end
  }
  //# end
  return value;
}

fn column_of(tap: u32, n: u32, slice: u32) -> Column {
  return Column(n);
}

fn load_b(column: Column, k: u32) -> vec4f {
  var value = vec4f();
  if (k >= DEPTH) { return value; }
  //# repeat j 4
  if (column.n + ${j}u < N) {
    //# if TRANSPOSE_B
    value[${j}] = b[(column.n + ${j}u) * DEPTH + k];
    //# else
    value[${j}] = b[k * N + column.n + ${j}u];
    //# end
  }
  //# end
  return value;
}
