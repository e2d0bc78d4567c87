// How fast an adapter moves memory when nothing else is asked of it: y = x, by vec4s.
//
// Bindings: 0 x [COUNT], 1 y [COUNT], both vec4f. Dispatch: WORKGROUPS of 64, each invocation COUNT / (64 WORKGROUPS)
// vec4s, neighbours side by side.

@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  for (var index = id.x; index < COUNT; index += 64u * WORKGROUPS) {
    y[index] = x[index];
  }
}
