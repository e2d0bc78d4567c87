// What changes parameters: everything in optimiser.wgsl, and the walk through the arena. A kernel that includes it has
//
//   change(entry, place, gradient)      changes parameters[place], four neighbours of one parameter
//
// Bindings: 3 control: the step's loss, or where gradients are clipped (CLIP) their scale; 4 parameters
//   [NUMBERS / 4] vec4f. Where control is not finite nothing is changed: the last good weights stay.
// Dispatch: any number of workgroups; they walk the arena together, a vec4 for each invocation at a time.

//# include optimiser

@group(0) @binding(3) var<storage, read> control: array<f32>;
@group(0) @binding(4) var<storage, read_write> parameters: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  // By its bits: a shader may take it for granted that there is neither NaN nor infinity.
  if ((bitcast<u32>(control[0]) & 0x7f800000u) == 0x7f800000u) { return; }
  //# if CLIP
  let scale = control[0];
  //# else
  let scale = 1.0;
  //# end
  for (var index = 4u * id.x; index < NUMBERS; index += groups.x * 256u) {
    let entry = entries[owners[index / 64u]];
    if (index - entry.first >= entry.count || entry.rate == 0.0) { continue; }
    change(entry, index / 4u, scale * gradient_of(entry, index));
  }
}
