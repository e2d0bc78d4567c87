// The squares of every parameter's norms in a step, first pass: each invocation sums those that it meets.
//
//   squares[k, p] = sum of (gradient², before², (after - before)², 0) over the vec4s k, k + COUNT, … of parameter p
//
// Second pass: sum_slices.wgsl, over k.
// Bindings: 0 to 2 as in optimiser.wgsl; 3 before and 4 after, the parameters on both sides of the step, by vec4s;
//   5 squares [COUNT, PARAMETERS] vec4f.
// Dispatch: COUNT invocations along x, PARAMETERS workgroups along y.

//# include optimiser

@group(0) @binding(3) var<storage, read> before: array<vec4f>;
@group(0) @binding(4) var<storage, read> after: array<vec4f>;
@group(0) @binding(5) var<storage, read_write> squares: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  // Bound as in every pass over gradients, though a workgroup has but one parameter.
  _ = &owners;
  let entry = entries[id.y];
  var total = vec4f();
  for (var number = 4u * id.x; number < entry.count; number += 4u * COUNT) {
    let index = entry.first + number;
    let gradient = gradient_of(entry, index);
    let parameter = before[index / 4u];
    let change = after[index / 4u] - parameter;
    total += vec4f(dot(gradient, gradient), dot(parameter, parameter), dot(change, change), 0.0);
  }
  squares[id.x * PARAMETERS + id.y] = total;
}
