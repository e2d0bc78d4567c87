// A view for the GEMM core: a matrix product, with either operand transposed.
//
//   y[m, n] = sum over k of A[m, k] * B[k, n]
//
// Bindings: 0 a, [M, K] or (TRANSPOSE_A) [K, M]; 1 b, [K, N] or (TRANSPOSE_B) [N, K]; 2 … see epilogue.wgsl.
// One tap, one group; DEPTH is K. VECTOR_A and VECTOR_B say that an operand is read in whole vec4s: along its rows,
// which for a transposed one is A_ALONG_M or B_ALONG_K; otherwise numbers are loaded one by one.

//# include epilogue
//# include plain_view

//# if VECTOR_A
@group(0) @binding(0) var<storage, read> a: array<vec4f>;
//# else
@group(0) @binding(0) var<storage, read> a: array<f32>;
//# end
//# if VECTOR_B
@group(0) @binding(1) var<storage, read> b: array<vec4f>;
//# else
@group(0) @binding(1) var<storage, read> b: array<f32>;
//# end

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
  //# if VECTOR_A
  //# if TRANSPOSE_A
  return a[(k * output_rows() + at.m) / 4u];
  //# else
  return a[(at.m * DEPTH + k) / 4u];
  //# end
  //# else
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
  //# end
}

fn column_of(tap: u32, n: u32, slice: u32) -> Column {
  return Column(n);
}

fn load_b(column: Column, k: u32) -> vec4f {
  //# if VECTOR_B
  //# if TRANSPOSE_B
  return b[(column.n * DEPTH + k) / 4u];
  //# else
  return b[(k * N + column.n) / 4u];
  //# end
  //# else
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
  //# end
}
