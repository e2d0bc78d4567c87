// The squares of every parameter's norms in a step, first pass: each invocation sums those that it meets.
//
//   squares[k, p] = sum of (gradient², before², (after - before)², 0) over the numbers k, k + COUNT, … of parameter p
//
// Second pass: sum_slices.wgsl, over k.
// Bindings: 0 to 2 as in optimiser.wgsl; 3 before and 4 after, the parameters on both sides of the step [NUMBERS];
//   5 squares [COUNT, PARAMETERS] vec4f.
// Dispatch: COUNT invocations along x, PARAMETERS workgroups along y.

//# include optimiser

@group(0) @binding(3) var<storage, read> before: array<f32>;
@group(0) @binding(4) var<storage, read> after: array<f32>;
@group(0) @binding(5) var<storage, read_write> squares: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  // Bound as in every pass over gradients, though a workgroup has but one parameter.
  _ = &owners;
  let entry = entries[id.y];
  var total = vec4f();
  for (var number = id.x; number < entry.count; number += COUNT) {
    let index = entry.first + number;
    let found = vec4f(gradient_of(entry, index), before[index], after[index] - before[index], 0.0);
    total += found * found;
  }
  squares[id.x * PARAMETERS + id.y] = total;
}
