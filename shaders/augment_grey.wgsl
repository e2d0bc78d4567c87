// The grey of images in their new brightness, summed over each row: contrast is measured from their mean.
//
//   greys[y, n] = sum over x of grey(brightened[n, y, x])
//
// Bindings: 0 pixels u32 [BATCH, HEIGHT, WIDTH], 1 draws [BATCH, 8], 2 greys [HEIGHT, BATCH].
// Dispatch: an invocation a row of an image.

//# include grid

@group(0) @binding(0) var<storage, read> pixels: array<u32>;
@group(0) @binding(1) var<storage, read> draws: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> greys: array<f32>;

//# include augment_shift

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let image = index % BATCH;
  let row = index / BATCH;
  var total = 0.0;
  for (var column = 0u; column < WIDTH; column++) {
    total += grey(brightened(image, row, column));
  }
  greys[index] = total;
}
