// Training images, changed as their draws say, and normalised as in normalize.wgsl:
//
//   colour = shifted and mirrored, then (COLOUR), each clamped to 0 … 1:
//     brightness:  b colour      contrast:  c colour + (1 - c) mean grey      saturation:  s colour + (1 - s) grey
//   y[n, h, w, c] = (colour - mean[c]) / std[c], 0 as fourth
//
// Bindings: 0 pixels u32 [N, HEIGHT, WIDTH], RGBA with red in the low byte; 1 draws [N, 8]; 2 mean_std [8]; 3 greys [N],
//   sums over the image (COLOUR); then y [N, HEIGHT, WIDTH, 4], without gaps. COUNT is the number of pixels.
// Dispatch: an invocation a pixel.

//# include grid

@group(0) @binding(0) var<storage, read> pixels: array<u32>;
@group(0) @binding(1) var<storage, read> draws: array<vec4f>;
@group(0) @binding(2) var<storage, read> mean_std: array<vec4f>;
//# if COLOUR
@group(0) @binding(3) var<storage, read> greys: array<f32>;
//# end
@group(0) @binding(OUTPUT_BINDING) var<storage, read_write> y: array<vec4f>;

//# include augment_shift

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let column = index % WIDTH;
  let row = index / WIDTH % HEIGHT;
  let image = index / (WIDTH * HEIGHT);
  //# if COLOUR
  let factors = draws[2u * image + 1u];
  var colour = brightened(image, row, column);
  let mean_grey = greys[image] / f32(WIDTH * HEIGHT);
  colour = clamp(factors.y * colour + (1.0 - factors.y) * mean_grey, vec3f(), vec3f(1.0));
  colour = clamp(factors.z * colour + (1.0 - factors.z) * grey(colour), vec3f(), vec3f(1.0));
  //# else
  let colour = shifted(image, row, column);
  //# end
  y[index] = vec4f((colour - mean_std[0].rgb) / mean_std[1].rgb, 0.0);
}
