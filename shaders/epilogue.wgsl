// The epilogue of the GEMM core: what happens to a finished sum before it is stored, in this order:
//
//   AFFINE     value * scale[o] + shift[o]     a folded batch norm, affine [2, O]: a row of scales, a row of shifts
//   BIAS       value + bias[o]                 bias [O]
//   RESIDUAL   value + residual[row, o]        residual as y: the skip connection, or what another branch's gradient is
//   RELU       max(value, 0)
//   MASK       value where mask[row, o] > 0, else 0      mask as y: the gradient of a ReLU, from the ReLU's output
//
// Bindings: Y_BINDING y [OUTPUT_ROWS, OUTPUTS]; from OPERAND_BINDING on the operands above, in that order, without
// gaps. VECTOR_OUTPUTS says
// that OUTPUTS and the N columns of a group are multiples of 4, so that four neighbours are one vec4.

//# if VECTOR_OUTPUTS
alias Output = vec4f;
const OUTPUT_ELEMENTS = OUTPUTS / 4u;
//# else
alias Output = f32;
const OUTPUT_ELEMENTS = OUTPUTS;
//# end

//# stored
@group(0) @binding(Y_BINDING) var<storage, read_write> y: array<Output>;
//# if AFFINE
@group(0) @binding(OPERAND_BINDING) var<storage, read> affine: array<Output>;
//# end
//# if BIAS
@group(0) @binding(OPERAND_BINDING) var<storage, read> bias: array<Output>;
//# end
//# if RESIDUAL
//# stored
@group(0) @binding(RESIDUAL_BINDING) var<storage, read> residual: array<Output>;
//# end
//# if MASK
@group(0) @binding(MASK_BINDING) var<storage, read> mask: array<Output>;
//# end

/// The rows of y; where whole vec4s say it, the same pipeline serves every batch size.
fn output_rows() -> u32 {
  //# if VECTOR_OUTPUTS
  return arrayLength(&y) / OUTPUT_ELEMENTS;
  //# else
  return OUTPUT_ROWS;
  //# end
}

fn group_of(slice: u32) -> u32 {
  return slice % GROUPS;
}

/// y[row, group * N + n … + 3], as far as they exist.
fn store(row: u32, n: u32, slice: u32, value: vec4f) {
  if (row >= output_rows() || n >= N) { return; }
  let column = group_of(slice) * N + n;
  //# if VECTOR_OUTPUTS
  store_element(row, column / 4u, value);
  //# else
  for (var lane = 0u; lane < min(4u, N - n); lane++) { store_element(row, column + lane, value[lane]); }
  //# end
}

fn store_element(row: u32, column: u32, value: Output) {
  let index = row * OUTPUT_ELEMENTS + column;
  var result = value;
  //# if AFFINE
  result = result * affine[column] + affine[OUTPUT_ELEMENTS + column];
  //# end
  //# if BIAS
  result += bias[column];
  //# end
  //# if RESIDUAL
  result += read_residual(index);
  //# end
  //# if RELU
  result = max(result, Output());
  //# end
  //# if MASK
  result = select(Output(), result, mask[index] > Output());
  //# end
  write_y(index, result);
}
