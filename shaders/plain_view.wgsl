// A part for views of the GEMM core whose rows are those of y, and whose sums run over every tap: a slice is a group.

fn row_count(slice: u32) -> u32 {
  return output_rows();
}

fn output_row(m: u32, slice: u32) -> u32 {
  return m;
}

fn tap_range(slice: u32) -> vec2u {
  return vec2u(0u, TAPS);
}

fn tap_used(tap: u32, slice: u32) -> bool {
  return true;
}
