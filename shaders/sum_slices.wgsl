// Slices summed, in their order:
//
//   y[i] = sum over s of slices[s STRIDE + OFFSET + i]
//
// Bindings: 0 slices [SLICES, STRIDE], 1 y [COUNT].
// Dispatch: an invocation a number of y.

//# include grid

@group(0) @binding(0) var<storage, read> slices: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  var total = slices[OFFSET + index];
  for (var slice = 1u; slice < SLICES; slice++) {
    total += slices[slice * STRIDE + OFFSET + index];
  }
  y[index] = total;
}
