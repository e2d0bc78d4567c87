// A part: the linear number of an invocation in a grid of workgroups of 64 that may be folded over x and y, because
// WebGPU allows 65,535 workgroups in one direction.

fn linear_index(id: vec3u, groups: vec3u) -> u32 {
  return id.y * groups.x * 64u + id.x;
}
