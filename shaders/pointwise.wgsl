// Value by value, four values at a time, one of:
//
//   AFFINE   y = x * scale[c] + shift[c]     affine [2, C]: a row of scales, a row of shifts
//   SCALE    y = x * scale[c]                affine as above: AFFINE's gradient, where x is the gradient of its output
//   ADD      y = x + other
//   SUBTRACT y = x - other
//   RELU     y = max(x, 0)
//   MASK     y = x where other > 0, else 0   RELU's gradient, where x is the gradient of its output, other that output
//   COPY     y = x                           where x is kept in another type
//
// Bindings: 0 x [..., C]; then affine (PER_CHANNEL: the first two) or other as x (PAIR: ADD, SUBTRACT, MASK); then y as x,
//   without gaps.
// VECTOR says that CHANNELS (C) is a multiple of 4, so that one vec4 holds neighbouring channels of one pixel.
// Dispatch: an invocation for each vec4 of y, padding included.

//# include grid

//# stored
@group(0) @binding(0) var<storage, read> x: array<vec4f>;
//# if PAIR
//# stored
@group(0) @binding(1) var<storage, read> other: array<vec4f>;
//# end
//# stored
@group(0) @binding(OUTPUT_BINDING) var<storage, read_write> y: array<vec4f>;

//# if PER_CHANNEL
//# if VECTOR
@group(0) @binding(1) var<storage, read> affine: array<vec4f>;

fn affine_row(row: u32, index: u32) -> vec4f {
  return affine[row * (CHANNELS / 4u) + index % (CHANNELS / 4u)];
}
//# else
@group(0) @binding(1) var<storage, read> affine: array<f32>;

fn affine_row(row: u32, index: u32) -> vec4f {
  var values = vec4f();
  //# repeat lane 4
  values[${lane}] = affine[row * CHANNELS + (4u * index + ${lane}u) % CHANNELS];
  //# end
  return values;
}
//# end
//# end

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= arrayLength(&y)) { return; }
  //# if AFFINE
  write_y(index, read_x(index) * affine_row(0u, index) + affine_row(1u, index));
  //# end
  //# if SCALE
  write_y(index, read_x(index) * affine_row(0u, index));
  //# end
  //# if ADD
  write_y(index, read_x(index) + read_other(index));
  //# end
  //# if SUBTRACT
  write_y(index, read_x(index) - read_other(index));
  //# end
  //# if RELU
  write_y(index, max(read_x(index), vec4f()));
  //# end
  //# if COPY
  write_y(index, read_x(index));
  //# end
  //# if MASK
  write_y(index, select(vec4f(), read_x(index), read_other(index) > vec4f()));
  //# end
}
