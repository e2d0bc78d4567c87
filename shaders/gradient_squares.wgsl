// The square of the gradients' global norm, first pass: each invocation sums the squares that it meets.
//
//   squares[k] = sum of gradient² over the vec4s k, k + COUNT, k + 2 COUNT, … of NUMBERS
//
// Bindings: 0 to 2 as in optimiser.wgsl; 3 squares [COUNT].
// Dispatch: COUNT invocations.

//# include optimiser

@group(0) @binding(3) var<storage, read_write> squares: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  var total = 0.0;
  for (var index = 4u * id.x; index < NUMBERS; index += 4u * COUNT) {
    let entry = entries[owners[index / 64u]];
    if (index - entry.first >= entry.count) { continue; }
    let gradient = gradient_of(entry, index);
    total += dot(gradient, gradient);
  }
  squares[id.x] = total;
}
