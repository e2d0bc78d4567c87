// A view for the GEMM core: the 16 products of Winograd's F(2x2, 3x3), one for each place of a patch.
//
//   P[place, tile, o] = sum over c of V[place, tile, c] * U[place, c, o]
//
//   slice = place      M = tiles      one tap      DEPTH = C      N = O
//
// Bindings: 0 V [16, tiles, C], 1 U [16, C, O], 2 P [16, tiles, O]. C and O are multiples of 4.

//# include epilogue

//# stored
@group(0) @binding(0) var<storage, read> v: array<vec4f>;
//# stored
@group(0) @binding(1) var<storage, read> u: array<vec4f>;

/// A row of V and of P, counted over all places.
struct Row {
  index: u32,
}

struct Column {
  index: u32,
}

fn row_count(slice: u32) -> u32 {
  return output_rows() / 16u;
}

/// Rows past the last tile's are no rows of the next place, but none at all.
fn output_row(m: u32, slice: u32) -> u32 {
  let tiles = row_count(slice);
  return select(output_rows(), slice * tiles + m, m < tiles);
}

fn tap_range(slice: u32) -> vec2u {
  return vec2u(0u, 1u);
}

fn tap_used(tap: u32, slice: u32) -> bool {
  return true;
}

fn row_of(m: u32, slice: u32) -> Row {
  return Row(slice * row_count(slice) + m);
}

fn tap_of(row: Row, tap: u32, slice: u32) -> Row {
  return row;
}

fn load_a(at: Row, k: u32) -> vec4f {
  return read_v((at.index * DEPTH + k) / 4u);
}

fn column_of(tap: u32, n: u32, slice: u32) -> Column {
  return Column((slice * DEPTH * N + n) / 4u);
}

fn load_b(column: Column, k: u32) -> vec4f {
  return read_u(column.index + k * (N / 4u));
}
