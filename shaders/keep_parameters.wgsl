// The parameters as they are before a step, so that what it changes can be told: kept = parameters, by vec4s.
//
// Bindings: 0 parameters, 1 kept, both [NUMBERS / 4] vec4f.
// Dispatch: any number of workgroups; they walk the arena together, a vec4 for each invocation at a time.

@group(0) @binding(0) var<storage, read> parameters: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> kept: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  for (var index = id.x; index < NUMBERS / 4u; index += groups.x * 64u) {
    kept[index] = parameters[index];
  }
}
