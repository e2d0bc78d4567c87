// A pixel of an image that was shifted and mirrored.
//
//   pixel[n, y, x] = image[n, y + dy, x' + dx]      x' = x, mirrored WIDTH - 1 - x;  black outside of the image
//
// A draw is two vec4s: dx, dy, mirrored, unused; brightness, contrast, saturation, unused.
// Needs the bindings pixels: array<u32> and draws: array<vec4f>.

fn shifted(image: u32, row: u32, column: u32) -> vec3f {
  let draw = draws[2u * image];
  let x = i32(select(column, WIDTH - 1u - column, draw.z == 1.0)) + i32(draw.x);
  let y = i32(row) + i32(draw.y);
  let is_inside = x >= 0 && x < i32(WIDTH) && y >= 0 && y < i32(HEIGHT);
  if (!is_inside) { return vec3f(); }
  return unpack4x8unorm(pixels[(image * HEIGHT + u32(y)) * WIDTH + u32(x)]).rgb;
}

fn brightened(image: u32, row: u32, column: u32) -> vec3f {
  return clamp(shifted(image, row, column) * draws[2u * image + 1u].x, vec3f(), vec3f(1.0));
}

/// torchvision's.
fn grey(colour: vec3f) -> f32 {
  return 0.2989 * colour.r + 0.587 * colour.g + 0.114 * colour.b;
}
