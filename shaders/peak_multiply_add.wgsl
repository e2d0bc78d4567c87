// How many multiply-adds an adapter can do when nothing else is asked of it: chains in registers, no memory.
//
//   sum_i = sum_i * x + x,   STEPS * 16 times for each i < CHAINS
//
// One chain waits for its own result; with many, an adapter of few registers spills. So it is measured with several.
//
// Binding: 0 y [64 * workgroups] vec4f. Dispatch: as many workgroups as occupy the adapter.

@group(0) @binding(0) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  // Below 1, so that the chains converge; and unknown to the compiler.
  let x = vec4f(0.5 + f32(id.x) * 1e-9);
  //# repeat i CHAINS
  var sum_${i} = x + ${i}.0;
  //# end
  for (var step = 0u; step < STEPS; step++) {
    //# repeat j 16
    //# repeat i CHAINS
    sum_${i} = sum_${i} * x + x;
    //# end
    //# end
  }
  var total = vec4f();
  //# repeat i CHAINS
  total += sum_${i};
  //# end
  y[id.x] = total;
}
