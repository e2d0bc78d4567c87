// Pixels to the numbers that a network takes, with a fourth channel of zeros so that a pixel is a vec4.
//
//   y[n, h, w, c] = (pixel[c] / 255 - mean[c]) / std[c]     c = red, green, blue
//
// Bindings: 0 pixels u32 [N, H, W], RGBA with red in the low byte; 1 mean_std [8]: mean of red, green, blue, unused, the
//   same for std; 2 y [N, H, W, 4]. COUNT is the number of pixels.
// Dispatch: an invocation a pixel.

//# include grid

@group(0) @binding(0) var<storage, read> pixels: array<u32>;
@group(0) @binding(1) var<storage, read> mean_std: array<vec4f>;
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let index = linear_index(id, groups);
  if (index >= COUNT) { return; }
  let colour = unpack4x8unorm(pixels[index]).rgb;
  y[index] = vec4f((colour - mean_std[0].rgb) / mean_std[1].rgb, 0.0);
}
